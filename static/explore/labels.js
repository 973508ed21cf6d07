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
    const text = short(data.label);
    const right = data.x + data.size + 4;
    const width = context.measureText(text).width;
    // On the right, else on the left; on a narrow picture where neither has room, from its edge on.
    const fits = right + width < context.canvas.clientWidth;
    const place = [text, fits ? right : Math.max(4, data.x - data.size - 4 - width), data.y + settings.labelSize / 3];
    context.strokeText(...place);
    context.fillText(...place);
  };
}
