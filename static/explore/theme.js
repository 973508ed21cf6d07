// Colours of the page as the drawing needs them; they change when the system turns dark or light.

const read = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function readTheme() {
  const colours = new Map();
  const colour = (name) => {
    if (!colours.has(name)) colours.set(name, read(`--${name}`));
    return colours.get(name);
  };
  return {
    ground: read('--ground'),
    ink: read('--ink'),
    faint: read('--line'),
    edge: read('--line-strong'),
    edgeFaint: read('--line'),
    edgeMarked: read('--accent'),
    kind: (key) => colour(`kind-${key}`),
    tone: (key) => colour(`tone-${key}`),
  };
}

export function onThemeChange(listener, signal) {
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)']) {
    window.matchMedia(query).addEventListener('change', listener, { signal });
  }
}
