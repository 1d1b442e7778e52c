// How right a compared network is: its confusion matrix, or predicted against true targets, of the test part where there is one.
// @ts-check

import { labelsOf } from "../connection/documents.js";
import { query } from "../ui/elements.js";
import { fillMatrix, matrixMarkup } from "../verdict/confusion_matrix.js";
import { drawScatter } from "../verdict/scatter.js";

/** @import { PanelModel } from "./panels.js" */

/**
 * @param {HTMLElement} cell
 * @param {PanelModel} model
 * @returns {boolean}
 */
export function drawVerdict(cell, { run: { network }, frame: { net }, passes, colors, texts }) {
  if (!net || !passes) return false;
  const part = passes.data.test.count ? "test" : "train";
  const { labels, count, Y } = passes.data[part];
  const { A } = passes.overExamples(net, part);
  const output = A[A.length - 1];
  const isRegression = network.task === "regression";
  if (!cell.firstElementChild) {
    cell.innerHTML = isRegression
      ? '<canvas class="dnn-compare-scatter" role="img"></canvas>'
      : matrixMarkup(network, texts);
  }
  if (isRegression) {
    const canvas = query(cell, "canvas", HTMLCanvasElement);
    drawScatter(canvas, { targets: Y, predictions: output, data: passes.data, colors, texts });
    return true;
  }
  const predicted =
    network.task === "binary" ? output.map((a) => (a > 0.5 ? 1 : 0)) : labelsOf(output, count, "multiclass");
  fillMatrix(cell.querySelectorAll("tbody td"), { labels, predicted, size: network.classes.length, colors });
  return true;
}
