// The confusion matrix: rows are the true classes, columns the predicted ones.
// @ts-check

import { css } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { escapeHtml } from "../ui/words.js";

/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @type {WeakMap<HTMLTableCellElement, string[]>} What stands in the cells of a matrix, by its first one. */
const written = new WeakMap();

/**
 * The empty matrix, as HTML.
 * @param {Pick<NetworkDescription, "classes">} description
 * @param {Texts} texts
 */
export function matrixMarkup({ classes }, texts) {
  const head = classes.map((name) => `<th scope="col" title="${escapeHtml(name)}">${escapeHtml(name)}</th>`).join("");
  const rows = classes.map(
    (name) =>
      `<tr><th scope="row" title="${escapeHtml(name)}">${escapeHtml(name)}</th>${classes.map(() => "<td></td>").join("")}</tr>`,
  );
  return (
    `<table class="dnn-net-matrix"><caption>${escapeHtml(texts.matrix_caption)}</caption>` +
    `<thead><tr><td></td>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`
  );
}

/**
 * Write the counts into the cells, row after row; a cell that has its count already is left alone, of a hundred classes nearly
 * all of ten thousand.
 * @param {NodeListOf<HTMLTableCellElement>} cells
 * @param {object} result
 * @param {Float64Array} result.labels (k,) class numbers below `size`
 * @param {Float64Array} result.predicted (k,)
 * @param {number} result.size
 * @param {Pick<Channels, "positive" | "negative">} result.colors
 */
export function fillMatrix(cells, { labels, predicted, size, colors }) {
  /** @type {number[][]} */
  const matrix = Array.from({ length: size }, () => new Array(size).fill(0));
  for (const [i, label] of labels.entries()) matrix[label][predicted[i]] += 1;
  const before = written.get(cells[0]) ?? [];
  written.set(cells[0], before);
  const [right, wrong] = [css(colors.positive), css(colors.negative)];
  matrix.forEach((row, label) => {
    const total = Math.max(
      1,
      row.reduce((sum, value) => sum + value, 0),
    );
    row.forEach((value, guess) => {
      const index = label * size + guess;
      const color = `${label === guess ? right : wrong} ${Math.round((70 * value) / total)}%`;
      const state = `${value} ${color}`;
      if (before[index] === state) return;
      before[index] = state;
      const cell = cells[index];
      write(cell, String(value));
      cell.style.background = `color-mix(in srgb, ${color}, transparent)`;
      cell.dataset.zero = String(value === 0);
    });
  });
}
