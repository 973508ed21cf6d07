// The picture of a map: one sigma renderer for all views, given a new graph with each.
import { EdgeArrowProgram, EdgeRectangleProgram, Graph, Sigma } from './sigma.js';
import { labelDrawer } from './labels.js';
import { printable } from './paper.js';
import { ShapeProgram } from './shapes.js';
import { onThemeChange, readTheme } from './theme.js';

// The stage is wider than high: so is the picture.
const WIDE = 1.6;
// Above this, arrows cost more than they tell and nothing glides; above the next, links hide while the picture moves.
const MANY = 1500;
const VERY_MANY = 6000;
const GLIDE_MS = 400;

export function toGraph(data) {
  const many = data.id.length > MANY;
  const graph = new Graph({ multi: true, type: 'directed' });
  data.id.forEach((id, i) => {
    const { key, shape, hollow } = data.kinds[data.kind[i]];
    graph.addNode(id, { x: data.x[i] * WIDE, y: data.y[i], size: many ? data.size[i] / 2 : data.size[i], label: data.label[i], kind: key, tone: data.tone[i], shape, hollow, marked: data.marked[i] });
  });
  data.start.forEach((start, i) => graph.addEdge(data.id[start], data.id[data.end[i]], { inForce: data.in_force[i] === 1, size: many ? 0.5 : 1 }));
  return graph;
}

export function drawMap(canvas, acts) {
  let theme = readTheme();
  let graph = new Graph({ multi: true, type: 'directed' });
  let hovered = null;
  let open = '';
  let around = null;

  function nodeReducer(node, data) {
    const out = around !== null && !around.has(node);
    const color = out ? theme.faint : data.tone ? theme.tone(data.tone) : theme.kind(data.kind);
    const fill = data.hollow ? theme.ground : color;
    if (acts.picked(node)) return { ...data, color: theme.edgeMarked, fill: theme.edgeMarked, forceLabel: true, zIndex: 3 };
    if (out) return { ...data, color, fill, label: '', zIndex: 0 };
    return { ...data, color, fill, zIndex: data.marked ? 2 : 1, forceLabel: data.marked > 0 || node === open };
  }

  function edgeReducer(edge, data) {
    const middle = hovered ?? open;
    if (middle && (graph.source(edge) === middle || graph.target(edge) === middle)) return { ...data, color: theme.edgeMarked, size: 1.5, zIndex: 1 };
    return around === null ? { ...data, color: data.inForce ? theme.edge : theme.edgeFaint } : { ...data, hidden: true };
  }

  const renderer = new Sigma(graph, canvas, {
    nodeProgramClasses: { shape: ShapeProgram },
    defaultNodeType: 'shape',
    edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeRectangleProgram },
    defaultEdgeType: 'arrow',
    labelFont: '"Public Sans Web", system-ui, sans-serif',
    labelSize: 13,
    labelDensity: 0.6,
    labelGridCellSize: 140,
    labelRenderedSizeThreshold: 6,
    enableCameraRotation: false,
    zIndex: true,
    stagePadding: 40,
    nodeReducer,
    edgeReducer,
  });

  function focus() {
    around = hovered && graph.hasNode(hovered) ? new Set([hovered, ...graph.neighbors(hovered)]) : null;
    repaint();
  }

  function repaint() {
    renderer.refresh({ skipIndexation: true, schedule: true });
  }

  function restyle() {
    theme = readTheme();
    const drawer = labelDrawer(theme);
    renderer.setSettings({ defaultDrawNodeLabel: drawer, defaultDrawNodeHover: drawer });
  }

  wireMouse(renderer, acts, () => graph, (node) => { hovered = node; focus(); });
  onThemeChange(restyle);
  restyle();
  printable(renderer);
  return {
    show(data) {
      const before = graph;
      const next = toGraph(data);
      const many = next.order > MANY;
      hovered = null;
      around = null;
      renderer.setSettings({ hideEdgesOnMove: next.order > VERY_MANY, defaultEdgeType: many ? 'line' : 'arrow', labelRenderedSizeThreshold: many ? 4 : 6 });
      const glides = before.order > 0 && !many && !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      const moves = glides ? startAt(next, before) : [];
      graph = next;
      renderer.setGraph(next);
      if (moves.length) glide(graph, moves);
    },
    mark(id) {
      if (open === id) return;
      open = id;
      repaint();
    },
    refresh: repaint,
    zoom: (way) => (way > 0 ? renderer.getCamera().animatedZoom() : renderer.getCamera().animatedUnzoom()),
    fit: () => renderer.getCamera().animatedReset(),
    box: (button, picked) => drawBox(renderer, () => graph, button, picked),
  };
}

// Things that were there before begin where they stood.
function startAt(graph, before) {
  const moves = [];
  graph.forEachNode((node, { x, y }) => {
    if (!before.hasNode(node)) return;
    const from = before.getNodeAttributes(node);
    moves.push([node, from.x, from.y, x, y]);
    graph.mergeNodeAttributes(node, { x: from.x, y: from.y });
  });
  return moves;
}

function glide(graph, moves) {
  const began = performance.now();
  const frame = (now) => {
    const part = Math.min(1, Math.max(0, (now - began) / GLIDE_MS));
    const eased = part * (2 - part);
    for (const [node, x, y, toX, toY] of moves) graph.mergeNodeAttributes(node, { x: x + (toX - x) * eased, y: y + (toY - y) * eased });
    if (part < 1) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function wireMouse(renderer, acts, graphNow, hover) {
  let held = null;
  let moved = false;
  renderer.on('enterNode', ({ node }) => hover(node));
  renderer.on('leaveNode', () => hover(null));
  renderer.on('clickNode', ({ node, event }) => {
    if (moved) return;
    if (event.original.shiftKey) acts.pick(node);
    else acts.open(node);
  });
  renderer.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    if (!node.startsWith('group:')) acts.expand(node);
  });
  renderer.on('downNode', ({ node }) => {
    held = node;
    moved = false;
  });
  renderer.getMouseCaptor().on('mousemovebody', (event) => {
    if (!held) return;
    if (!moved) renderer.setCustomBBox(renderer.getBBox());
    moved = true;
    const { x, y } = renderer.viewportToGraph(event);
    graphNow().mergeNodeAttributes(held, { x, y });
    event.preventSigmaDefault();
    event.original.preventDefault();
  });
  renderer.getMouseCaptor().on('mouseup', () => {
    if (held && moved && !held.startsWith('group:')) {
      const { x, y } = graphNow().getNodeAttributes(held);
      const short = (value) => Number(Math.max(-9, Math.min(9, value)).toFixed(4));
      acts.pin(held, short(x / WIDE), short(y));
    }
    renderer.setCustomBBox(null);
    held = null;
  });
}

// A box over the picture picks what is in it; the button again, or Escape, ends it without.
function drawBox(renderer, graphNow, button, picked) {
  if (button.getAttribute('aria-pressed') === 'true') {
    button.dispatchEvent(new Event('end'));
    return;
  }
  const stage = renderer.getContainer();
  const cover = document.createElement('div');
  const frame = document.createElement('div');
  cover.className = 'pg-map__cover';
  frame.className = 'pg-map__frame';
  cover.append(frame);
  stage.append(cover);
  button.setAttribute('aria-pressed', 'true');
  let from = null;
  const at = (event) => {
    const place = stage.getBoundingClientRect();
    return { x: event.clientX - place.left, y: event.clientY - place.top };
  };
  const escape = (event) => { if (event.key === 'Escape') end(); };
  const end = () => {
    cover.remove();
    document.removeEventListener('keydown', escape);
    button.setAttribute('aria-pressed', 'false');
  };
  document.addEventListener('keydown', escape);
  button.addEventListener('end', end, { once: true });
  cover.addEventListener('pointerdown', (event) => {
    from = at(event);
    cover.setPointerCapture(event.pointerId);
  });
  cover.addEventListener('pointermove', (event) => {
    if (!from) return;
    const to = at(event);
    Object.assign(frame.style, { left: `${Math.min(from.x, to.x)}px`, top: `${Math.min(from.y, to.y)}px`, width: `${Math.abs(to.x - from.x)}px`, height: `${Math.abs(to.y - from.y)}px` });
  });
  cover.addEventListener('pointerup', (event) => {
    if (!from) return;
    const to = at(event);
    const inside = graphNow().filterNodes((node, attributes) => {
      const place = renderer.graphToViewport(attributes);
      return place.x >= Math.min(from.x, to.x) && place.x <= Math.max(from.x, to.x) && place.y >= Math.min(from.y, to.y) && place.y <= Math.max(from.y, to.y);
    });
    end();
    picked(inside);
  });
}
