// Runs the form without leaving the page, so that Cancel can end the statement on the server while it runs; the editor, the statements
// of before and the pictures of answers hang on it. Without this script the form is sent as any other.
import { makeEditor } from './editor.js';
import { makePast } from './past.js';

const form = document.getElementById('question');
const part = (role) => document.querySelector(`[data-role="${role}"]`);
const cancel = part('cancel'), said = part('said');
const runButton = form.querySelector('[name="action"][value="run"]');
const answer = () => document.getElementById('answer');
let running = '', ending = '';

const editor = makeEditor(form, () => form.requestSubmit(runButton));
const past = makePast(part('past'), putBack, () => {
  said.textContent = 'Your last statements are forgotten.';
  editor.focus();
});

function putBack({ statement, parameters }) {
  editor.put(statement);
  form.elements.parameters.value = parameters;
  said.textContent = 'The statement is back in its field. Nothing was run.';
  editor.focus();
}

function told() {
  const data = new FormData();
  data.set('csrf_token', form.elements.csrf_token.value);
  data.set('run', running);
  return data;
}

/** Tell the server to end what runs, again while it has not begun to run: it is checked before. */
async function end() {
  const name = running;
  if (!name || ending === name) return;
  ending = name;
  said.textContent = 'Cancelling.';
  while (running === name) {
    const answered = await fetch(form.dataset.cancel, { method: 'POST', body: told() }).then((answer) => answer.json()).catch(() => null);
    if (answered?.ended) return;
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}

/** The drawing part is large, and comes when there is a picture. */
async function draw() {
  const sections = answer().querySelectorAll('[data-network]');
  if (!sections.length) return;
  const { start } = await import('../explore/network.js');
  for (const section of sections) await start(section);
}

async function clear() {
  const sections = answer().querySelectorAll('[data-network][data-ready]');
  if (!sections.length) return;
  const network = await import('../explore/network.js');
  for (const section of sections) network.end(section);
}

/** The page that came back takes the place of this one's parts: message under the text, files, answer. */
async function show(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const fresh = page.getElementById('question');
  if (!fresh) throw new Error(page.querySelector('h1')?.textContent ?? 'no answer');
  for (const selector of ['#problem', '.pg-downloads']) {
    form.querySelector(selector)?.remove();
    const found = fresh.querySelector(selector);
    if (found) (selector === '#problem' ? form.elements.statement : said).after(found);
  }
  const pressed = answer().contains(document.activeElement) ? document.activeElement.value : '';
  await clear();
  answer().replaceWith(page.getElementById('answer'));
  form.elements.view.value = fresh.elements.view.value;
  const problem = document.getElementById('problem');
  editor.tell(problem);
  said.textContent = problem ? '' : 'The answer stands below.';
  history.replaceState(null, '', answer().querySelector('[data-role="link"]')?.getAttribute('href') ?? location.pathname);
  if (pressed) answer().querySelector(`[name="show"][value="${CSS.escape(pressed)}"]`)?.focus();
  else if (!problem) answer().scrollIntoView({ block: 'nearest' });
}

async function ask(event) {
  if (event.submitter?.matches('[data-file]')) return;
  event.preventDefault();
  if (running) return;
  running = crypto.randomUUID?.() ?? `${Date.now().toString(16)}-${Math.random().toString(16).slice(2)}`;
  form.elements.run.value = running;
  const body = new FormData(form, event.submitter ?? undefined);
  past.keep(form.elements.statement.value, form.elements.parameters.value);
  said.textContent = 'It runs.';
  cancel.hidden = false;
  try {
    const response = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { Accept: 'text/html' } });
    await show(await response.text());
  } catch (error) {
    said.textContent = `There is no answer: ${error.message}.`;
  }
  running = '';
  form.elements.run.value = '';
  cancel.hidden = true;
  await draw();
}

form.addEventListener('submit', ask);
cancel.addEventListener('click', end);
// A beacon goes out even as the page closes.
window.addEventListener('pagehide', () => { if (running) navigator.sendBeacon(form.dataset.cancel, told()); });
form.elements.parameters.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(runButton);
});
editor.tell(document.getElementById('problem'));
draw();
