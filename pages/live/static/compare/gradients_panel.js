// The norms of the gradients of a compared network, a bar for each layer, on the same logarithmic scale for all runs.
// @ts-check

import { childrenOf, query } from "../ui/elements.js";
import { isNumber } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { short } from "../ui/words.js";

/** @import { PanelModel } from "./panels.js" */

/**
 * @param {HTMLElement} cell
 * @param {PanelModel} model
 * @returns {boolean}
 */
export function drawGradients(cell, { frame: { gradient_norms: norms }, norms: range, color }) {
  if (!range) return false;
  if (cell.children.length !== norms.length) {
    cell.innerHTML = norms
      .map(
        (_, index) => `<p class="dnn-compare-norm"><span><i>dW</i><sup>[${index + 1}]</sup></span><u></u><b></b></p>`,
      )
      .join("");
  }
  const [low, high] = range;
  childrenOf(cell).forEach((line, index) => {
    const norm = norms[index];
    const share = isNumber(norm) && norm > 0 ? (Math.log10(norm) - low) / (high - low) : 0;
    const bar = query(line, "u");
    bar.style.setProperty("--share", String(Math.max(0.01, Math.min(1, share))));
    bar.style.setProperty("--run", color);
    write(query(line, "b"), isNumber(norm) ? short(norm) : "∞");
  });
  return true;
}
