// Colours of numbers: a diverging scale from orange over the page's own background to blue, told apart with any kind of
// colour vision; and mixtures of class colours.

const STEPS = 255;
const MAX_KNOWN = 4;
const known = new Map();

// A colour in any notation of CSS as [red, green, blue]; what is no colour is white.
export function rgb(color) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = "#fff";
  canvas.fillStyle = color || "#fff";
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

// The colours of the page as channels, for canvases, and the scale of weights and activations; worked out once.
export function channels(colors, classes) {
  const key = JSON.stringify([colors, classes]);
  if (!known.has(key)) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, allChannels(colors, classes));
  }
  return known.get(key);
}

function allChannels(colors, classes) {
  const names = {
    text: "text",
    muted: "muted",
    grid: "grid",
    page: "background",
    edge: "background",
    middle: "middle",
    negative: "negative",
    positive: "positive",
    Z: "Z",
    A: "A",
    bar: "A",
  };
  const all = Object.fromEntries(Object.entries(names).map(([name, color]) => [name, rgb(colors[color])]));
  return { ...all, classes: classes.map(rgb), scale: diverging(all.middle, all.negative, all.positive) };
}

const mix = (from, to, share) => from.map((channel, i) => Math.round(channel + (to[i] - channel) * share));
export const css = ([red, green, blue]) => `rgb(${red},${green},${blue})`;

// A function from -1 … 1 to a colour: `negative` at -1, `middle` at 0, `positive` at 1.
export function diverging(middle, negative, positive) {
  const table = Array.from({ length: 2 * STEPS + 1 }, (_, i) => {
    const share = (i - STEPS) / STEPS;
    return mix(middle, share < 0 ? negative : positive, Math.abs(share) ** 0.85);
  });
  return (share) => table[Math.round(STEPS * Math.max(-1, Math.min(1, share || 0))) + STEPS];
}

// Paint n × n colours, given by color(i), on a canvas of n × n pixels.
export function paintGrid(canvas, n, color) {
  if (canvas.width !== n) Object.assign(canvas, { width: n, height: n });
  const context = canvas.getContext("2d");
  const image = context.createImageData(n, n);
  for (let i = 0; i < n * n; i++) {
    const [red, green, blue] = color(i);
    image.data[4 * i] = red;
    image.data[4 * i + 1] = green;
    image.data[4 * i + 2] = blue;
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
