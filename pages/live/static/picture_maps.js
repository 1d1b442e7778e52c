// What is painted on a unit: its activation over the plane, or a histogram of it, and the colours of both.

import { diverging, paintGrid } from "./shades.js";

const MAP_CELLS = 40;

// How the values of a unit are coloured: a function of a, and the ends of its scale.
export function unitScale(layer, unit, last, subject, colors, values) {
  if (layer === last && subject.task === "binary") {
    const [zero, one] = colors.classes;
    const shade = diverging(colors.middle, zero, one);
    return { color: (a) => shade(2 * a - 1), low: 0, middle: 0.5, high: 1 };
  }
  if (layer === last && subject.task === "multiclass") {
    const shade = diverging(colors.middle, colors.middle, colors.classes[unit % colors.classes.length]);
    return { color: shade, low: 0, middle: null, high: 1 };
  }
  const rest = layer === 0 ? 0 : subject.rests[layer - 1];
  let reach = 1e-9;
  for (const a of values) reach = Math.max(reach, Math.abs(a - rest));
  return { color: (a) => colors.scale((a - rest) / reach), low: rest - reach, middle: rest, high: rest + reach };
}

// Paint the map of a unit from A (n_units, n²) of its layer.
export function paintMap(canvas, { A, n }, layer, unit, last, subject, colors) {
  const values = A[layer].subarray(unit * n * n, (unit + 1) * n * n);
  const { color } = unitScale(layer, unit, last, subject, colors, values);
  const step = Math.max(1, Math.floor(n / MAP_CELLS));
  const cells = Math.floor(n / step);
  paintGrid(canvas, cells, (i) => color(values[Math.floor(i / cells) * step * n + (i % cells) * step]));
}

// Paint a histogram.
export function paintBars(canvas, counts, color) {
  if (canvas.width !== 44) Object.assign(canvas, { width: 44, height: 44 });
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, 44, 44);
  context.fillStyle = color;
  const most = Math.max(1, ...counts);
  const width = 40 / counts.length;
  counts.forEach((count, i) => {
    const height = count ? Math.max(1, (38 * count) / most) : 0;
    context.fillRect(2 + i * width, 42 - height, Math.max(1, width - 0.5), height);
  });
}
