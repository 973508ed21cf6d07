// The map: every link and form of the page leads to another view; here the page's parts are exchanged instead of the page.
// The address is the state: Back undoes a step, and without this script the same links work as they stand.
import { drawMap } from './map-picture.js';
import { wirePicks } from './map-picks.js';
import { savePicture } from './map-file.js';
import { followLayout } from './map-layout.js';

const PARTS = ['title', 'find-state', 'hits', 'filters', 'years', 'said', 'legend', 'details', 'table', 'take', 'drawing'];
const AROUND = ['.pg-day', '.pg-footer'];
const map = document.querySelector('[data-explore]');
const role = (name) => map.querySelector(`[data-role="${name}"]`);
const part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
const step = () => history.state?.step ?? 0;

let turn = 0;
let shownDrawing = null;
const picks = wirePicks(map, say);
let picture = null;
// The first frame comes when the style sheets are there: before, the canvas has no size.
const laidOut = new Promise(requestAnimationFrame);

const draws = document.createElement('canvas').getContext('webgl2') !== null;
role('wait').textContent = draws ? 'Drawing…' : 'This browser cannot draw the picture: WebGL is off. The table below says the same.';

function say(text) {
  role('voice').textContent = text;
}

function startPicture() {
  return drawMap(role('canvas'), {
    open: (id) => go(changed((values) => values.set('open', id)), 'details'),
    expand: (id) => go(changed((values) => values.append('expand', id))),
    pin: (id, x, y) => go(changed((values) => pinned(values, id, x, y))),
    pick: (id) => picks.toggle(id),
    picked: picks.has,
  });
}

// This address with some of its values changed.
function changed(change) {
  const address = new URL(location.href);
  address.searchParams.delete('q');
  address.searchParams.delete('page');
  const seeds = address.searchParams.getAll('seed');
  address.searchParams.delete('seed');
  for (const seed of seeds) {
    address.searchParams.append('ids', seed);
    address.searchParams.append('expand', seed);
  }
  change(address.searchParams);
  return address.href;
}

function pinned(values, id, x, y) {
  const others = values.getAll('pin').filter((pin) => pin.replace(/^-?[\d.]+,-?[\d.]+@/, '') !== id);
  values.delete('pin');
  for (const other of others) values.append('pin', other);
  values.append('pin', `${x},${y}@${id}`);
}

// Where the keyboard was, so that it can be there again when the parts are new.
function placeOf(element) {
  if (!element || !map.contains(element)) return null;
  return { key: element.dataset.key, id: element.id, name: element.name, value: element.value };
}

function backTo(place, target) {
  if (target) {
    part(target).focus();
    return;
  }
  if (!place) return;
  const same = (element) => (place.key ? element.dataset.key === place.key
    : place.id ? element.id === place.id : place.name && element.name === place.name && element.value === place.value);
  const found = [...map.querySelectorAll('a, button, input, select')].find(same) ?? part('said');
  if (found !== document.activeElement) found.focus();
}

export async function go(address, target = null, how = 'push') {
  turn += 1;
  const mine = turn;
  const place = placeOf(document.activeElement);
  map.dataset.busy = '';
  try {
    const response = await fetch(address, { headers: { Accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (mine !== turn) return;
    if (!fresh.querySelector('[data-explore]')) {
      location.assign(response.url);
      return;
    }
    if (how === 'push' && response.url !== location.href) history.pushState({ step: step() + 1 }, '', response.url);
    exchange(fresh);
    await redraw();
    backTo(place, target);
    say(part('said').querySelector('[role="status"]').textContent);
  } catch (error) {
    console.warn(error);
    say('The server could not be reached. Try again.');
  } finally {
    if (mine === turn) delete map.dataset.busy;
  }
}

function exchange(fresh) {
  for (const name of PARTS) part(name).replaceWith(document.adoptNode(part(name, fresh)));
  for (const selector of AROUND) {
    const [old, next] = [document.querySelector(selector), fresh.querySelector(selector)];
    if (old && next) old.replaceWith(document.adoptNode(next));
  }
  document.title = fresh.title;
  dress();
}

// What is new after an exchange, or at the start.
function dress() {
  part('said').tabIndex = -1;
  role('undo').disabled = step() === 0;
  const png = role('png');
  png.hidden = false;
  png.addEventListener('click', () => savePicture(png.dataset.svg).catch((error) => say(`The picture could not be made: ${error.message}.`)));
  picks.dress();
  follow();
}

// A large map is laid out by a job: its progress is told, and the better picture takes the place of the rough one.
function follow() {
  const note = part('said').querySelector('[data-laying]');
  if (note) followLayout(note, () => settled(turn).catch(() => say('The picture could not be fetched. Look again.')));
}

async function settled(mine) {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  if (mine !== turn || !fresh.querySelector('[data-explore]')) return;
  for (const name of ['said', 'drawing']) part(name).replaceWith(document.adoptNode(part(name, fresh)));
  part('said').tabIndex = -1;
  follow();
  await redraw();
  if (!('rough' in part('drawing').dataset)) say('The picture is laid out.');
}

async function redraw() {
  if (!draws) return;
  const { drawing, open, rough } = part('drawing').dataset;
  const version = `${drawing} ${rough}`;
  if (version !== shownDrawing) {
    const response = await fetch(drawing, { headers: { Accept: 'application/json' } });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const data = await response.json();
    await laidOut;
    picture ??= startPicture();
    picture.show(data);
    shownDrawing = version;
    role('wait').hidden = true;
    role('bar').hidden = false;
  }
  picture.mark(open);
}

function asAddress(form, submitter) {
  const values = new URLSearchParams(new FormData(form));
  if (submitter?.name) values.append(submitter.name, submitter.value);
  for (const [name, value] of [...values]) if (value === '') values.delete(name);
  return `${new URL(form.action).pathname}?${values}`;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-go], [data-explore] .pg-pager a');
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
});
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.matches('.pg-day')) {
    event.preventDefault();
    go(changed((values) => values.set('as_of', new FormData(form).get('as_of'))));
  } else if (form.matches('[data-explore] form[data-goes]')) {
    event.preventDefault();
    const address = new URL(asAddress(form, event.submitter), location.href);
    if (address.pathname.endsWith('/act')) picks.addTo(address.searchParams);
    go(address.href);
  }
});
picks.onChange(() => picture?.refresh());
window.addEventListener('popstate', () => go(location.href, null, 'stay'));
role('undo').addEventListener('click', () => history.back());
role('in').addEventListener('click', () => picture?.zoom(1));
role('out').addEventListener('click', () => picture?.zoom(-1));
role('fit').addEventListener('click', () => picture?.fit());
role('box').addEventListener('click', () => picture?.box(role('box'), picks.add));
dress();
redraw().then(() => {
  map.dataset.ready = 'true';
}).catch((error) => {
  role('wait').textContent = `The picture could not be made: ${error.message}. The table below says the same.`;
  map.dataset.ready = 'failed';
});
