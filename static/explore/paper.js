// A picture on paper: WebGL forgets what it drew, so it draws anew when printing begins and is kept as a plain canvas.
import { readTheme } from './theme.js';

export function printable(renderer, signal) {
  const stage = renderer.getContainer();
  const paper = document.createElement('canvas');
  paper.className = 'pg-paper';
  paper.hidden = true;
  window.addEventListener('beforeprint', () => {
    renderer.refresh();
    const layers = Object.values(renderer.getCanvases());
    paper.width = Math.max(...layers.map((layer) => layer.width));
    paper.height = Math.max(...layers.map((layer) => layer.height));
    const context = paper.getContext('2d');
    context.fillStyle = readTheme().ground;
    context.fillRect(0, 0, paper.width, paper.height);
    for (const layer of layers) context.drawImage(layer, 0, 0);
    if (!paper.isConnected) stage.after(paper);
  }, { signal });
}
