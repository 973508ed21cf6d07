// The neighbour table: the picture's equal. It lists the same things, follows the same filters, and leads to profiles.
import { matches } from './state.js';

export function drawTable(body, network, state) {
  const rows = network.nodes.filter((node) => node.id !== network.center).map((node) => [node, row(node, network, state)]);
  body.replaceChildren(...rows.map(([, element]) => element));
  return (view) => {
    let shown = 0;
    for (const [node, element] of rows) {
      const visible = matches(node.name, view.query) && !view.hiddenKinds.includes(node.kind);
      element.hidden = !visible;
      element.classList.toggle('pg-network__row--selected', view.selected === node.id);
      shown += visible ? 1 : 0;
    }
    return shown;
  };
}

function row(node, network, state) {
  const element = document.createElement('tr');
  const name = document.createElement('th');
  name.scope = 'row';
  name.append(shape(network.legend.find((entry) => entry.key === node.kind)), nameOf(node));
  const link = document.createElement('td');
  link.textContent = node.phrases.join('; ') || 'linked';
  element.append(name, link);
  element.addEventListener('mouseenter', () => state.set({ hovered: node.id }));
  element.addEventListener('mouseleave', () => state.set({ hovered: null }));
  element.addEventListener('focusin', () => state.set({ hovered: node.id }));
  element.addEventListener('focusout', () => state.set({ hovered: null }));
  return element;
}

function nameOf(node) {
  const text = document.createElement('bdi');
  text.textContent = node.name;
  if (!node.address) return text;
  const link = document.createElement('a');
  link.className = 'usa-link';
  link.href = node.address;
  link.append(text);
  return link;
}

export function shape(entry) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  for (const [name, value] of Object.entries({ viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true', class: `pg-shape pg-kind--${entry.key}` })) svg.setAttribute(name, value);
  path.setAttribute('d', entry.path);
  path.setAttribute('fill', entry.hollow ? 'none' : 'currentColor');
  if (entry.hollow) {
    path.setAttribute('stroke', 'currentColor');
    path.setAttribute('stroke-width', '2');
  }
  const label = document.createElement('span');
  label.className = 'usa-sr-only';
  label.textContent = `${entry.label}: `;
  svg.append(path);
  const both = document.createDocumentFragment();
  both.append(svg, label);
  return both;
}
