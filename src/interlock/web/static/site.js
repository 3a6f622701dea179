// What makes pages quicker for those who have script; every page works without it.
document.addEventListener("DOMContentLoaded", () => {
  const drop = document.querySelector(".drop");
  const input = drop && drop.querySelector("input[type=file]");
  if (!input) return;
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    if (input.files.length) input.form.requestSubmit();
  });
});
document.addEventListener("submit", (event) => {
  const asks = event.submitter && event.submitter.dataset.confirm;
  if (asks && !window.confirm(asks)) event.preventDefault();
  else event.target.classList.add("htmx-request");
});

// Parts of a page that are asked for: a line above it while they come, words where they do not.
const isPolling = (event) => (event.detail.elt.getAttribute("hx-trigger") || "").startsWith("every");
const setBusy = (is) => document.documentElement.toggleAttribute("data-busy", is);
document.addEventListener("htmx:beforeRequest", (event) => { if (!isPolling(event)) setBusy(true); });
document.addEventListener("htmx:afterRequest", () => setBusy(false));
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    if (isPolling(event)) return;
    const line = document.createElement("li");
    line.className = "error";
    line.textContent = "The site did not answer as it should. Load the page again to see how things are.";
    document.getElementById("messages").replaceChildren(line);
  });
}

// Keys. They are listed in the dialog, which the server fills with the pages that one may open.
const inField = (target) => target.isContentEditable || target.closest("input, select, textarea, dialog[open]");
const rows = () => [...document.querySelectorAll("main tbody tr, main [data-row]")]
  .filter((row) => row.offsetParent && row.querySelector("a[href]"));
const step = (by) => {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const row = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))];
  if (row) row.querySelector("a[href]").focus();
};
const showKeys = () => { const list = document.getElementById("keys"); if (list) list.showModal(); };
const DOES = {
  "/": () => { const find = document.getElementById("find"); if (find) { find.focus(); find.select(); } },
  "?": showKeys,
  "j": () => step(1),
  "k": () => step(-1),
};

// The pages behind More: shut by Esc, by a click elsewhere and by leaving them with Tab.
const shutMore = (unless) => {
  for (const more of document.querySelectorAll(".more-pages[open]")) {
    if (!unless || !more.contains(unless)) more.open = false;
  }
};
document.addEventListener("click", (event) => shutMore(event.target));
document.addEventListener("focusin", (event) => shutMore(event.target));
document.addEventListener("keydown", (event) => {
  const more = event.key === "Escape" && document.querySelector(".more-pages[open]");
  if (more) { more.open = false; more.querySelector("summary").focus(); }
});

let afterG = 0;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.id === "find") event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
  const page = event.timeStamp < afterG && document.querySelector(`nav [data-key="${CSS.escape(event.key)}"]`);
  afterG = event.key === "g" ? event.timeStamp + 1500 : 0;
  if (page) page.click();
  else if (DOES[event.key]) DOES[event.key]();
  else return;
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens=keys]");
  if (opener && document.getElementById("keys")) { event.preventDefault(); showKeys(); }
});
