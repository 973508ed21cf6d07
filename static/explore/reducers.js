// From data and view state to what is drawn: pure functions, called by sigma for every node and edge.
import { matches } from './state.js';

// The node in focus (hovered before selected) and its neighbours, or null where nothing is in focus.
export function focusOf(state, graph) {
  const node = state.hovered ?? state.selected;
  return node && graph.hasNode(node) ? new Set([node, ...graph.neighbors(node)]) : null;
}

export function nodeReducer(state, theme, focus, center) {
  return (node, data) => {
    const drawn = { ...data, color: theme.kind(data.kind), fill: data.hollow ? theme.ground : theme.kind(data.kind), zIndex: 1 };
    if (state.hiddenKinds.includes(data.kind) && node !== center) return { ...drawn, hidden: true };
    const outside = (focus && !focus.has(node)) || !matches(data.name, state.query);
    if (outside) return { ...drawn, color: theme.faint, fill: data.hollow ? theme.ground : theme.faint, label: '', zIndex: 0 };
    const marked = node === center || node === state.selected || (state.query !== '' && matches(data.name, state.query));
    return marked ? { ...drawn, forceLabel: true, zIndex: 2 } : drawn;
  };
}

export function edgeReducer(state, theme, focus, graph) {
  return (edge, data) => {
    const [source, target] = graph.extremities(edge);
    const inFocus = !focus || (focus.has(source) && focus.has(target) && touches(state, source, target));
    if (!inFocus) return { ...data, hidden: true };
    return { ...data, color: focus ? theme.edgeMarked : data.inForce ? theme.edge : theme.edgeFaint, size: focus ? 1.5 : 1 };
  };
}

function touches(state, source, target) {
  const node = state.hovered ?? state.selected;
  return source === node || target === node;
}
