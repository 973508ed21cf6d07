// Runs the form without leaving the page, so that Cancel can end the statement on the server while it runs.
const form = document.querySelector('[data-cancel]');
const cancel = form.querySelector('[data-role="cancel"]');
const said = form.querySelector('[data-role="said"]');
let running = '';

/** Tell the server to end what runs; by a beacon, so that it goes out even as the page closes. */
function end() {
  const told = new FormData();
  told.set('csrf_token', form.elements.csrf_token.value);
  told.set('run', running);
  return navigator.sendBeacon(form.dataset.cancel, told);
}

/** The page that came back takes the place of this one's parts: message under the text, files, answer. */
function show(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const fresh = page.querySelector('[data-cancel]');
  if (!fresh) throw new Error(page.querySelector('h1')?.textContent ?? 'no answer');
  for (const selector of ['#problem', '.pg-downloads']) {
    form.querySelector(selector)?.remove();
    const found = fresh.querySelector(selector);
    if (found) (selector === '#problem' ? form.elements.statement : said).after(found);
  }
  document.getElementById('answer').replaceWith(page.getElementById('answer'));
  const wrong = Boolean(form.querySelector('#problem'));
  form.elements.statement.setAttribute('aria-invalid', String(wrong));
  form.elements.statement.setAttribute('aria-describedby', wrong ? 'statement-help problem' : 'statement-help');
  said.textContent = wrong ? '' : 'The answer stands below.';
  if (!wrong) document.getElementById('answer').scrollIntoView({ block: 'nearest' });
}

async function ask(event) {
  if (event.submitter?.matches('[data-file]')) return;
  event.preventDefault();
  if (running) return;
  running = crypto.randomUUID?.() ?? `${Date.now().toString(16)}-${Math.random().toString(16).slice(2)}`;
  form.elements.run.value = running;
  const body = new FormData(form, event.submitter ?? undefined);
  said.textContent = 'It runs.';
  cancel.hidden = false;
  try {
    const response = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { Accept: 'text/html' } });
    show(await response.text());
  } catch (error) {
    said.textContent = `There is no answer: ${error.message}.`;
  }
  running = '';
  form.elements.run.value = '';
  cancel.hidden = true;
}

form.addEventListener('submit', ask);
cancel.addEventListener('click', () => { if (running && end()) said.textContent = 'Cancelling.'; });
window.addEventListener('pagehide', () => { if (running) end(); });
form.elements.statement.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('[value="run"]'));
});
