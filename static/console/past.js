// The person's last statements, kept in this browser alone: shown as a list, put back by a button, forgotten by another.

const KEY = 'partnergraph.console';
const KEPT = 30;
const SHOWN = 300;

const isOne = (one) => typeof one?.statement === 'string' && typeof one.parameters === 'string' && Number.isFinite(one.at);

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter(isOne).slice(0, KEPT) : [];
  } catch { return []; }
}

/** As many as the browser keeps for this site; the oldest are the first to go. */
function write(list) {
  for (let many = list.length; many > 0; many = Math.floor(many / 2)) {
    try { return localStorage.setItem(KEY, JSON.stringify(list.slice(0, many))); } catch { continue; }
  }
}

function entry(one, putBack) {
  const item = document.createElement('li'), code = document.createElement('code'), said = document.createElement('span');
  const button = document.createElement('button'), time = document.createElement('time');
  const short = one.statement.length > SHOWN ? `${one.statement.slice(0, SHOWN)}…` : one.statement;
  code.textContent = short;
  code.className = 'pg-console__kept';
  time.dateTime = new Date(one.at).toISOString();
  time.textContent = new Date(one.at).toLocaleString();
  said.className = 'pg-quiet';
  said.append(time, one.parameters.trim() ? `, with ${one.parameters.trim().replace(/\s*\n\s*/g, '; ').slice(0, SHOWN)}` : '');
  button.type = 'button';
  button.className = 'usa-button usa-button--unstyled';
  button.textContent = 'Put it back';
  button.setAttribute('aria-label', `Put it back: ${one.statement.slice(0, 60)}`);
  button.addEventListener('click', () => putBack(one));
  item.append(code, said, ' ', button);
  return item;
}

export function makePast(box, putBack, afterwards) {
  const list = box.querySelector('[data-role="past-list"]');
  const show = () => {
    const kept = read();
    list.replaceChildren(...kept.map((one) => entry(one, putBack)));
    box.querySelector('[data-role="past-count"]').textContent = String(kept.length);
    box.hidden = kept.length === 0;
  };
  box.querySelector('[data-role="past-clear"]').addEventListener('click', () => {
    try { localStorage.removeItem(KEY); } catch { return; }
    box.open = false;
    show();
    afterwards();
  });
  show();
  return {
    /** The newest first, each once. */
    keep(statement, parameters) {
      if (!statement.trim()) return;
      const others = read().filter((one) => one.statement !== statement || one.parameters !== parameters);
      write([{ statement, parameters, at: Date.now() }, ...others].slice(0, KEPT));
      show();
    },
  };
}
