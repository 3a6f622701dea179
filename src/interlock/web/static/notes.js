// Names after an @ are offered as one types, and ctrl-Enter sends; notes work without it, typed by hand.
const BEFORE = /(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{N}][^@\n]{0,40}|)$/u;
const MOST = 6;
let known;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const names = async (box) => {
  known ??= fetch(box.dataset.names).then((answer) => (answer.ok ? answer.json() : { names: [] })).then((said) => said.names);
  return known;
};

// What of the text before the caret is a name that is begun, and where it begins.
const begun = (box) => {
  const before = box.value.slice(0, box.selectionStart);
  const found = before.match(BEFORE);
  return found && { said: found[1], at: before.length - found[1].length };
};

const fitting = (all, said) => {
  const wanted = plain(said);
  const begins = (name) => plain(name).startsWith(wanted) || plain(name).split(/\s+/).some((word) => word.startsWith(wanted));
  return all.filter((name) => begins(name) && plain(name) !== wanted).slice(0, MOST);
};

const close = (box) => {
  const list = document.getElementById(box.getAttribute("aria-controls"));
  if (list) list.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) box.removeAttribute(name);
};

const choose = (box, name) => {
  const where = begun(box);
  if (where) box.setRangeText(`${name} `, where.at, box.selectionStart, "end");
  close(box);
  box.focus();
};

const mark = (box, list, at) => {
  [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
  box.setAttribute("aria-activedescendant", list.children[at].id);
};

const open = (box, some) => {
  close(box);
  if (!some.length) return;
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `${box.id}_names`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  some.forEach((name, at) => {
    const one = document.createElement("li");
    one.id = `${list.id}_${at}`;
    one.setAttribute("role", "option");
    one.textContent = name;
    one.addEventListener("mousedown", (event) => { event.preventDefault(); choose(box, name); });
    list.append(one);
  });
  box.after(list);
  box.setAttribute("aria-controls", list.id);
  mark(box, list, 0);
};

const look = async (box) => {
  const where = begun(box);
  if (!where) { close(box); return; }
  const all = await names(box);
  const now = begun(box);
  if (now && now.said === where.said) open(box, fitting(all, where.said));
};

const step = (box, list, key) => {
  const at = [...list.children].findIndex((one) => one.getAttribute("aria-selected") === "true");
  const count = list.children.length;
  if (key === "ArrowDown") mark(box, list, (at + 1) % count);
  else if (key === "ArrowUp") mark(box, list, (at + count - 1) % count);
  else if (key === "Escape") close(box);
  else if (key === "Enter" || key === "Tab") choose(box, list.children[at].textContent);
  else return false;
  return true;
};

const boxOf = (event) => event.target.closest && event.target.closest("textarea[data-mentions]");
document.addEventListener("input", (event) => { const box = boxOf(event); if (box) look(box); });
document.addEventListener("focusout", (event) => { const box = boxOf(event); if (box) close(box); });
document.addEventListener("keydown", (event) => {
  const box = boxOf(event);
  if (!box) return;
  const list = document.getElementById(box.getAttribute("aria-controls"));
  if (list && !event.ctrlKey && step(box, list, event.key)) event.preventDefault();
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) box.form.requestSubmit();
});
