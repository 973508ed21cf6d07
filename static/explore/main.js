// The network picture of a profile: gets its data, then ties picture, table, legend and search box to one view state.
import { drawLegend } from './legend.js';
import { drawPicture } from './picture.js';
import { createState } from './state.js';
import { drawTable } from './table.js';

const part = (section, role) => section.querySelector(`[data-role="${role}"]`);

async function fetchNetwork(section) {
  const response = await fetch(section.dataset.network, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.json();
}

// Without WebGL the table still stands.
function picture(section, network, state) {
  if (document.createElement('canvas').getContext('webgl2')) return drawPicture(part(section, 'canvas'), network, state);
  part(section, 'canvas').textContent = 'This browser cannot draw the picture: WebGL is off. The table says the same.';
  return null;
}

function wireZoom(section, drawn) {
  const camera = drawn.renderer.getCamera();
  part(section, 'in').addEventListener('click', () => camera.animatedZoom());
  part(section, 'out').addEventListener('click', () => camera.animatedUnzoom());
  part(section, 'fit').addEventListener('click', () => camera.animatedReset());
}

function show(section, network) {
  const state = createState();
  part(section, 'body').hidden = false;
  part(section, 'note').textContent = network.note;
  const drawn = picture(section, network, state);
  const filterRows = drawTable(part(section, 'rows'), network, state);
  const pressLegend = drawLegend(part(section, 'legend'), network, state);
  if (drawn) wireZoom(section, drawn);
  part(section, 'find').addEventListener('input', (event) => state.set({ query: event.target.value.trim() }));
  const listed = network.nodes.filter((node) => node.id !== network.center).length;
  let said = '';
  const update = (view) => {
    drawn?.update(view);
    pressLegend(view);
    const text = `${filterRows(view)} of ${listed} listed`;
    if (text !== said) part(section, 'found').textContent = said = text;
  };
  state.subscribe(update);
  update(state.get());
  section.dataset.ready = 'true';
}

async function start(section) {
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

for (const section of document.querySelectorAll('[data-network]')) start(section);
