// Names on the canvas, in the page's colours, with a halo so that links do not cross them out.

const MAX = 42;
const short = (text) => (text.length > MAX ? `${text.slice(0, MAX - 1)}…` : text);

export function labelDrawer(theme) {
  return (context, data, settings) => {
    if (!data.label) return;
    context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeStyle = theme.ground;
    context.fillStyle = theme.ink;
    const place = [short(data.label), data.x + data.size + 4, data.y + settings.labelSize / 3];
    context.strokeText(...place);
    context.fillText(...place);
  };
}
