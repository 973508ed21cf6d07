// A network picture: gets its data, then ties picture, table, legend and search box to one view state.
import { drawLegend } from './legend.js';
import { drawPicture } from './picture.js';
import { createState } from './state.js';
import { drawTable } from './table.js';

const part = (section, role) => section.querySelector(`[data-role="${role}"]`);

const drawn = new WeakMap();
// Asked once: each canvas that is asked counts among those that a browser lends.
const canDraw = Boolean(document.createElement('canvas').getContext('webgl2'));

// From its address, or from the page itself where the picture is of an answer that has no address.
async function fetchNetwork(section) {
  const given = part(section, 'data');
  if (given) return JSON.parse(given.textContent);
  const response = await fetch(section.dataset.network, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.json();
}

// Without WebGL the table still stands.
function picture(section, network, state) {
  if (canDraw) return drawPicture(part(section, 'canvas'), network, state);
  part(section, 'canvas').textContent = 'This browser cannot draw the picture: WebGL is off. The table says the same.';
  return null;
}

function wireZoom(section, made) {
  const camera = made.renderer.getCamera();
  part(section, 'in').addEventListener('click', () => camera.animatedZoom());
  part(section, 'out').addEventListener('click', () => camera.animatedUnzoom());
  part(section, 'fit').addEventListener('click', () => camera.animatedReset());
}

function show(section, network) {
  const state = createState();
  part(section, 'body').hidden = false;
  part(section, 'note').textContent = network.note;
  const made = picture(section, network, state);
  const filterRows = drawTable(part(section, 'rows'), network, state);
  const pressLegend = drawLegend(part(section, 'legend'), network, state);
  if (made) wireZoom(section, made);
  part(section, 'find').addEventListener('input', (event) => state.set({ query: event.target.value.trim() }));
  const listed = network.nodes.filter((node) => node.id !== network.center).length;
  let said = '';
  const update = (view) => {
    made?.update(view);
    pressLegend(view);
    const text = `${filterRows(view)} of ${listed} listed`;
    if (text !== said) part(section, 'found').textContent = said = text;
  };
  const unsubscribe = state.subscribe(update);
  update(state.get());
  drawn.set(section, () => { unsubscribe(); made?.end(); });
  section.dataset.ready = 'true';
}

export async function start(section) {
  try {
    const network = await fetchNetwork(section);
    if (network.nodes.length > 1) show(section, network);
    else {
      part(section, 'note').textContent = network.note;
      section.dataset.ready = 'true';
    }
  } catch (error) {
    console.error(error);
    part(section, 'note').textContent = `The picture could not be made: ${error.message}. Reload the page to try again.`;
  }
}

// Before a picture leaves the page: a browser lends only so many of them.
export function end(section) {
  drawn.get(section)?.();
  drawn.delete(section);
}
