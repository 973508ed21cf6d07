// Shows the first rows anew a moment after a choice was changed; without it the Preview button does the same.
const WAIT = 600;
const form = document.querySelector("[data-mapper]");
const told = form.querySelector("[data-mapper-told]");
let timer = 0;
let asked = 0;

function showSchemes() {
  for (const scheme of form.querySelectorAll(".pg-map__scheme")) {
    const choice = form.elements[scheme.name.replace("scheme-", "column-")];
    scheme.hidden = choice.value !== "identifier";
  }
}

function showNeed() {
  const chosen = [...form.querySelectorAll("[name^='column-']")].map((choice) => choice.value);
  const asked = chosen.some((value) => ["indicator_value", "indicator", "year_value"].includes(value));
  if (asked) form.querySelector("[data-mapper-need]").open = true;
}

async function refresh() {
  const number = ++asked;
  const fields = new FormData(form);
  fields.set("action", "preview");
  told.textContent = "Reading the first rows.";
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (number !== asked) return;
    form.querySelector("[data-mapper-preview]").replaceWith(page.querySelector("[data-mapper-preview]"));
    told.textContent = "The first rows are shown anew.";
  } catch (error) {
    told.textContent = `The rows cannot be shown (${error.message}). Press Preview.`;
  }
}

form.addEventListener("change", (event) => {
  if (["source", "title", "why", "by"].includes(event.target.name)) return;
  showSchemes();
  showNeed();
  clearTimeout(timer);
  timer = setTimeout(refresh, WAIT);
});
showSchemes();
