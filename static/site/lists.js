// The filters of a list stand open beside it where there is room; where there is none, or no script, they unfold by a click.
const room = window.matchMedia("(min-width: 64rem)");

/** Open the filters where there is room for them beside the list; fold them away where there is not. */
function fit() {
  for (const fold of document.querySelectorAll("[data-open-when-wide]")) fold.open = room.matches;
}

room.addEventListener("change", fit);
fit();
