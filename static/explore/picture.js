// The picture: a sigma renderer over the network's data, redrawn from view state and theme.
import { EdgeArrowProgram, Graph, Sigma } from './sigma.js';
import { labelDrawer } from './labels.js';
import { printable } from './paper.js';
import { edgeReducer, focusOf, nodeReducer } from './reducers.js';
import { ShapeProgram } from './shapes.js';
import { onThemeChange, readTheme } from './theme.js';

// The stage is wider than high: so is the picture.
const WIDE = 1.6;

export function toGraph(network) {
  const graph = new Graph({ multi: true, type: 'directed' });
  const looks = new Map(network.legend.map((entry) => [entry.key, entry]));
  for (const node of network.nodes) {
    const { shape, hollow } = looks.get(node.kind);
    const size = node.id === network.center ? 14 : 5 + Math.min(7, Math.sqrt(node.links + node.degree / 8) * 1.6);
    graph.addNode(node.id, { x: node.x * WIDE, y: node.y, size, name: node.name, label: node.name, kind: node.kind, shape, hollow });
  }
  for (const edge of network.edges) graph.addEdge(edge.source, edge.target, { inForce: edge.in_force, size: 1 });
  return graph;
}

export function drawPicture(canvas, network, state) {
  const graph = toGraph(network);
  let theme = readTheme();
  const reducers = (view) => {
    const focus = focusOf(view, graph);
    return { nodeReducer: nodeReducer(view, theme, focus, network.center), edgeReducer: edgeReducer(view, theme, focus, graph) };
  };
  const renderer = new Sigma(graph, canvas, {
    nodeProgramClasses: { shape: ShapeProgram },
    defaultNodeType: 'shape',
    edgeProgramClasses: { arrow: EdgeArrowProgram },
    defaultEdgeType: 'arrow',
    labelFont: '"Public Sans Web", system-ui, sans-serif',
    labelSize: 13,
    labelDensity: 0.5,
    labelGridCellSize: 160,
    labelRenderedSizeThreshold: 7,
    hideEdgesOnMove: graph.size > 2000,
    enableCameraRotation: false,
    zIndex: true,
    stagePadding: 40,
    ...reducers(state.get()),
  });
  const restyle = () => {
    theme = readTheme();
    const drawer = labelDrawer(theme);
    renderer.setSetting('defaultDrawNodeLabel', drawer);
    renderer.setSetting('defaultDrawNodeHover', drawer);
    update(state.get());
  };
  const update = (view) => {
    renderer.setSettings(reducers(view));
  };
  renderer.on('enterNode', ({ node }) => state.set({ hovered: node }));
  renderer.on('leaveNode', () => state.set({ hovered: null }));
  renderer.on('clickNode', ({ node }) => state.set({ selected: state.get().selected === node ? null : node }));
  renderer.on('clickStage', () => state.set({ selected: null }));
  const shown = new AbortController();
  onThemeChange(restyle, shown.signal);
  restyle();
  printable(renderer, shown.signal);
  return { renderer, update, end: () => { shown.abort(); renderer.kill(); } };
}
