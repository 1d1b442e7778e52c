// The confusion matrix: rows are the true classes, columns the predicted ones.

import { css } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { escapeHtml } from "../ui/words.js";

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

// Write the counts into the cells, row after row; labels and said (k,) are class numbers below `size`.
export function fillMatrix(cells, { labels, said, size, colors }) {
  const matrix = Array.from({ length: size }, () => new Array(size).fill(0));
  labels.forEach((truth, i) => (matrix[truth][said[i]] += 1));
  matrix.forEach((row, truth) => {
    const total = Math.max(
      1,
      row.reduce((sum, value) => sum + value, 0),
    );
    row.forEach((value, guess) => {
      const cell = cells[truth * size + guess];
      write(cell, String(value));
      const color = css(truth === guess ? colors.positive : colors.negative);
      cell.style.background = `color-mix(in srgb, ${color} ${Math.round((70 * value) / total)}%, transparent)`;
      cell.dataset.zero = String(value === 0);
    });
  });
}
