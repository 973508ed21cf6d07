// The legend: which shape is which kind, how many there are; pressing one hides or shows that kind.
import { shape } from './table.js';
import { toggleKind } from './state.js';

export function drawLegend(box, network, state) {
  const buttons = network.legend.map((entry) => [entry, button(entry, state)]);
  box.replaceChildren(...buttons.map(([, element]) => element));
  return (view) => {
    for (const [entry, element] of buttons) element.setAttribute('aria-pressed', String(!view.hiddenKinds.includes(entry.key)));
  };
}

function button(entry, state) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'pg-legend';
  const symbol = shape(entry);
  symbol.lastChild.remove();
  element.append(symbol, `${entry.label} `, count(entry.count));
  element.addEventListener('click', () => toggleKind(state, entry.key));
  return element;
}

function count(number) {
  const element = document.createElement('span');
  element.className = 'pg-quiet';
  element.textContent = number.toLocaleString('en-US');
  return element;
}
