// Order of work: features are dragged by their handle, or moved by keys. Without script buttons do the same.
const cardOf = (target) => target.closest && target.closest("[data-feature]");
const MOVES = { u: "up", d: "down", t: "first" };
let dragged = null;
let from = 0;
let again = null;

const placeOf = (card) => [...card.parentElement.children].indexOf(card);

const put = (card, where) => {
  const form = card.closest("form");
  const said = document.createElement("input");
  Object.assign(said, { type: "hidden", name: "move", value: `${card.dataset.feature}:${where}` });
  form.append(said);
  again = card.dataset.feature;
  form.requestSubmit();
};

const settle = (keep) => {
  const card = dragged;
  dragged = null;
  card.classList.remove("dragged");
  const now = placeOf(card);
  if (keep && now !== from) put(card, now + 1);
  else card.parentElement.insertBefore(card, card.parentElement.children[from + (now < from ? 1 : 0)]);
};

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".handle");
  if (!handle || event.button) return;
  dragged = cardOf(handle);
  from = placeOf(dragged);
  dragged.classList.add("dragged");
  handle.setPointerCapture(event.pointerId);
  event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const others = [...dragged.parentElement.children].filter((one) => one !== dragged);
  const before = others.find((one) => {
    const box = one.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  if (dragged.nextElementSibling !== (before || null)) dragged.parentElement.insertBefore(dragged, before || null);
});
document.addEventListener("pointerup", () => { if (dragged) settle(true); });
document.addEventListener("pointercancel", () => { if (dragged) settle(false); });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dragged) { settle(false); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog[open]")) return;
  const card = cardOf(event.target);
  const button = card && MOVES[event.key] && card.querySelector(`[data-way=${MOVES[event.key]}]`);
  if (!button) return;
  again = card.dataset.feature;
  button.click();
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-way]");
  if (button) again = cardOf(button).dataset.feature;
});

// What was moved keeps the focus, so that it can be moved on; parts that come anew meanwhile do not take it.
document.addEventListener("htmx:afterSettle", (event) => {
  const card = again && event.target.querySelector(`[data-feature="${CSS.escape(again)}"]`);
  if (!card) return;
  again = null;
  card.querySelector("a[href]").focus();
});
