// One stop for the Tab key, arrow keys to the nearest country in a direction, and the value of the one pointed at or focused.
const picture = document.querySelector("[data-world]");
const figure = picture.parentElement; // a picture that itself listens for focus would be a stop of its own
const said = document.querySelector("[data-said]");
const spots = [...picture.querySelectorAll("[data-spots] > a")];
const AHEAD = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const first = said.textContent;

const place = (spot) => [Number(spot.dataset.x), Number(spot.dataset.y)];

/** The nearest country in a direction; what lies to the side counts as farther. */
function next(from, [dx, dy]) {
  const [x, y] = place(from);
  let best = null;
  let least = Infinity;
  for (const spot of spots) {
    const [sx, sy] = place(spot);
    const ahead = (sx - x) * dx + (sy - y) * dy;
    if (spot === from || ahead <= 0) continue;
    const aside = Math.abs((sx - x) * dy) + Math.abs((sy - y) * dx);
    const far = ahead + 2.5 * aside;
    if (far < least) [best, least] = [spot, far];
  }
  return best;
}

/** The country that the pointer means: of points whose targets lie upon each other the nearest. */
function meant(event) {
  const spot = event.target.closest("[data-spots] > a");
  if (!spot || !event.target.matches("path")) return spot;
  const far = (point) => {
    const { x, y, width, height } = point.getBoundingClientRect();
    return Math.hypot(x + width / 2 - event.clientX, y + height / 2 - event.clientY);
  };
  const points = [...picture.querySelectorAll(".pg-world__hit")];
  return points.reduce((best, point) => (far(point) < far(best) ? point : best)).closest("a");
}

function stop(spot) {
  for (const other of spots) other.setAttribute("tabindex", other === spot ? "0" : "-1");
}

const tell = (spot) => { said.textContent = spot ? spot.querySelector("title").textContent : first; };

figure.addEventListener("keydown", (event) => {
  const spot = event.target.closest("a");
  if (!spot || !AHEAD[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  next(spot, AHEAD[event.key])?.focus();
});
figure.addEventListener("focusin", (event) => { const spot = event.target.closest("a"); if (spot) { stop(spot); tell(spot); } });
figure.addEventListener("pointermove", (event) => { const spot = meant(event); if (spot) tell(spot); });
figure.addEventListener("click", (event) => {
  const spot = event.detail ? meant(event) : null;
  if (!spot || spot.contains(event.target) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.location.assign(spot.getAttribute("href"));
});
figure.addEventListener("pointerleave", () => { if (!picture.contains(document.activeElement)) tell(null); });

// The first stop is a country that something is known of.
if (spots.length) stop(spots.findLast((spot) => !spot.classList.contains("pg-world--none")) ?? spots[0]);
