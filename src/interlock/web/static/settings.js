// A table has one empty row at its end: once something is typed into it, the next one appears.
document.addEventListener("input", (event) => {
  const row = event.target.closest(".rows tbody tr:last-child");
  const total = row && row.closest("fieldset").querySelector("input[name$='-TOTAL_FORMS']");
  if (!total || row.querySelector("input[type=checkbox]")) return;
  const last = Number(total.value) - 1;
  const next = row.cloneNode(true);
  for (const part of next.querySelectorAll("[name], [id], [for]")) {
    for (const name of ["name", "id", "for"]) {
      const said = part.getAttribute(name);
      if (said) part.setAttribute(name, said.replace(`-${last}-`, `-${last + 1}-`));
    }
    if (part.matches("input")) part.value = "";
  }
  for (const hidden of next.querySelectorAll("label .hidden")) hidden.textContent = `, row ${last + 2}`;
  total.value = String(last + 2);
  row.after(next);
});
