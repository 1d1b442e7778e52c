// The histograms of the weights of a compared network, layer by layer, over the same range for all runs.
// @ts-check

import { contextOf, queryAll } from "../ui/elements.js";
import { write } from "../ui/skeleton.js";
import { short } from "../ui/words.js";
import { countsWithin } from "./frames.js";

/** @import { PanelModel } from "./panels.js" */

const BINS = 31;
const [WIDTH, HEIGHT] = [200, 40]; // pixels

/**
 * @param {HTMLElement} cell
 * @param {PanelModel} model
 * @returns {boolean}
 */
export function drawWeights(cell, { frame: { net }, reach, color, texts }) {
  if (!net) return false;
  const { layers } = net;
  if (cell.children.length !== layers.length) {
    cell.innerHTML = layers
      .map(
        (_, index) =>
          `<p class="dnn-compare-weights"><span><i>W</i><sup>[${index + 1}]</sup></span><canvas role="img"></canvas><small></small></p>`,
      )
      .join("");
  }
  const ranges = queryAll(cell, "small");
  cell.querySelectorAll("canvas").forEach((canvas, index) => {
    const counts = countsWithin(layers[index].W, reach[index], BINS);
    drawCounts(canvas, counts, color);
    canvas.setAttribute("aria-label", texts.panel_weights);
    write(ranges[index], `±${short(reach[index])}`);
  });
  return true;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number[]} counts
 * @param {string} color
 */
function drawCounts(canvas, counts, color) {
  if (canvas.width !== 2 * WIDTH) Object.assign(canvas, { width: 2 * WIDTH, height: 2 * HEIGHT });
  const context = contextOf(canvas);
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.clearRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = color;
  const maximum = Math.max(...counts, 1);
  const step = WIDTH / counts.length;
  counts.forEach((count, index) => {
    const tall = count ? Math.max(1.5, (count / maximum) * HEIGHT) : 0;
    context.fillRect(index * step + 0.4, HEIGHT - tall, step - 0.8, tall);
  });
}
