// The features of a point of the plane that may be inputs, as dnn/datasets/features.py has them.
// @ts-check

/** @import { Numbers, Range } from "../connection/documents.js" */

/**
 * All features by name, in the order of the menu.
 * @type {Record<string, (x1: number, x2: number) => number>}
 */
export const FEATURES = {
  x1: (x1) => x1,
  x2: (x1, x2) => x2,
  x1sq: (x1) => x1 * x1,
  x2sq: (x1, x2) => x2 * x2,
  x1x2: (x1, x2) => x1 * x2,
  sinx1: (x1) => Math.sin(Math.PI * x1),
  sinx2: (x1, x2) => Math.sin(Math.PI * x2),
};

/**
 * The inputs X (n_x, m) of points: each feature less its mean, over its scale.
 * @param {string[]} names of the features
 * @param {{ mean: number[], scale: number[] }} scaling (n_x,) each
 * @param {Numbers} x1 (m,)
 * @param {Numbers} x2 (m,)
 * @returns {Float64Array}
 */
export function inputs(names, { mean, scale }, x1, x2) {
  const m = x1.length;
  const X = new Float64Array(names.length * m);
  names.forEach((name, row) => {
    const feature = FEATURES[name];
    for (let i = 0; i < m; i++) X[row * m + i] = (feature(x1[i], x2[i]) - mean[row]) / scale[row];
  });
  return X;
}

/**
 * The centres of n × n cells over a square, row after row from the top.
 * @param {number} n
 * @param {Range} range of both coordinates
 * @returns {{ x1: Float64Array, x2: Float64Array }} (n²,) each
 */
export function grid(n, [low, high]) {
  const step = (high - low) / n;
  const [x1, x2] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      x1[row * n + column] = low + (column + 0.5) * step;
      x2[row * n + column] = high - (row + 0.5) * step;
    }
  }
  return { x1, x2 };
}
