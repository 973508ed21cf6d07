// One letter an answer, while the pair or the buttons have the focus: a letter typed in a field is a letter.
const pair = document.querySelector("[data-keys]");
const places = [pair, document.querySelector(".pg-answers__keys"), document.querySelector(".pg-undo")].filter(Boolean);

/** Press the button of a letter, unless the key is held with another or meant for something else. */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

for (const place of places) place.addEventListener("keydown", press);
document.querySelector("[data-keys-note]").hidden = false;
pair.focus({ preventScroll: true });
