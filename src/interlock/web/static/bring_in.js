// How much of the files is sent, and whether they are too large, before anybody waits for it.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("bring");
  const input = document.getElementById("files");
  const chosen = document.getElementById("chosen");
  const sending = form.querySelector(".sending");
  const bar = document.getElementById("sent");
  const words = document.getElementById("sent-words");
  const mib = (bytes) => (bytes / 2 ** 20).toLocaleString("en", { maximumFractionDigits: 1 });
  const look = () => {
    const files = [...input.files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const most = Number(input.dataset.mostMib);
    const tooMuch = size > most * 2 ** 20;
    const told = `${files.length} file${files.length === 1 ? "" : "s"}, ${mib(size)} MiB`;
    const why = tooMuch ? `${told}; at most ${most} MiB come in at once. Zip them, or bring them one by one.` : "";
    input.setCustomValidity(why);
    chosen.textContent = why || `${told}: ${files.map((file) => file.name).join(", ")}`;
    return !tooMuch;
  };
  input.addEventListener("change", look);
  document.addEventListener("submit", (event) => {
    if (event.target !== form || look()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  form.addEventListener("htmx:xhr:progress", (event) => {
    const { loaded, total } = event.detail;
    if (!total) return;
    sending.hidden = false;
    bar.value = (100 * loaded) / total;
    words.textContent = loaded < total ? `${mib(loaded)} of ${mib(total)} MiB sent` : "Looking what is in them…";
  });
  const failed = (event) => {
    sending.hidden = true;
    form.classList.remove("htmx-request");
    const xhr = event.detail.xhr;
    const told = xhr && xhr.status === 413 ? xhr.responseText : "The files did not arrive. Look at the connection and send them again.";
    chosen.textContent = told;
  };
  form.addEventListener("htmx:responseError", failed);
  form.addEventListener("htmx:sendError", failed);
});
