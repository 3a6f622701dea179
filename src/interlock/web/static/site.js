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
