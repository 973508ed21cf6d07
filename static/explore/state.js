// View state apart from the data: what is hovered, selected, searched for and hidden. Everything that draws subscribes.

export const INITIAL = Object.freeze({
  hovered: null,
  selected: null,
  query: '',
  hiddenKinds: Object.freeze([]),
});

export function createState(initial = INITIAL) {
  let current = initial;
  const listeners = new Set();
  return {
    get: () => current,
    set(patch) {
      current = Object.freeze({ ...current, ...patch });
      for (const listener of listeners) listener(current);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function toggleKind(state, kind) {
  const { hiddenKinds } = state.get();
  const hidden = hiddenKinds.includes(kind);
  state.set({ hiddenKinds: hidden ? hiddenKinds.filter((other) => other !== kind) : [...hiddenKinds, kind] });
}

// Texts as people compare them: without accents and capitals.
export const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export const matches = (name, query) => query === '' || folded(name).includes(folded(query));
