// Lets a person drop files on the form, and says what was chosen and whether it is too much, before it is sent.
const form = document.querySelector("[data-drop]");
const input = form.querySelector("input[type=file]");
const told = form.querySelector("[data-drop-told]");
const button = form.querySelector("button[type=submit]");
const most = Number(form.dataset.megabytes) * 1e6;

form.querySelector("[data-drop-hint]").hidden = false;

function toldSize(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function tell() {
  const files = [...input.files];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const names = files.slice(0, 3).map((file) => file.name).join(", ");
  const more = files.length > 3 ? ` and ${files.length - 3} more` : "";
  const tooMuch = size > most;
  told.textContent = files.length
    ? `${names}${more}: ${toldSize(size)}${tooMuch ? ", more than may be handed in here" : ""}.`
    : "";
  button.disabled = tooMuch;
}

input.addEventListener("change", tell);
for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("pg-drop--over");
  });
}
form.addEventListener("dragleave", () => form.classList.remove("pg-drop--over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("pg-drop--over");
  if (event.dataTransfer.files.length) {
    input.files = event.dataTransfer.files;
    tell();
  }
});
