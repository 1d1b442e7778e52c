// The output of a compared network over the one feature of its data.
// @ts-check

import { drawCurve } from "../curve/curve_drawing.js";
import { heightsOf } from "../curve/heights.js";
import { query } from "../ui/elements.js";

/** @import { PanelModel } from "./panels.js" */

/**
 * @param {HTMLElement} cell
 * @param {PanelModel} model
 * @returns {boolean} whether there is anything to see
 */
export function drawCurvePanel(cell, { run: { network }, frame: { net }, passes, colors, texts }) {
  const curve = passes?.data.curve;
  if (!net || !passes || !curve) return false;
  if (!cell.firstElementChild) {
    cell.innerHTML = '<div class="dnn-compare-square"><canvas role="img"></canvas></div>';
  }
  const canvas = query(cell, "canvas", HTMLCanvasElement);
  canvas.setAttribute("aria-label", texts.panel_curve);
  const data = { ...passes.data, curve };
  const line = passes.overFeature(net, "coarse");
  const style = { description: network, colors, square: data.square ?? [-1, 1], tests: false, probed: null };
  drawCurve(canvas, { at: line.at, heights: heightsOf(line, data), data, ...style });
  return true;
}
