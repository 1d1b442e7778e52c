// The line on which a network with one output is undecided: where its output over the plane is 0.5.
// @ts-check

import { contextOf } from "../ui/elements.js";
import { css } from "../ui/shades.js";

/** @import { Channels } from "../ui/shades.js" */

/** @typedef {[number, number]} Point x and y, from 0 to 1 within the square */

const LEVEL = 0.5;
const CASING = 3.4;
const LINE = 1.4;
/**
 * Of a square of four neighbours, from the upper left clockwise, the sides that the line crosses, by which corners lie above
 * the level; sides are 0 top, 1 right, 2 bottom, 3 left.
 * @type {[number, number][][]}
 */
// biome-ignore format: sixteen cases, four a line
const CROSSED = [
  [], [[3, 0]], [[0, 1]], [[3, 1]],
  [[1, 2]], [[3, 0], [1, 2]], [[0, 2]], [[3, 2]],
  [[2, 3]], [[2, 0]], [[0, 1], [2, 3]], [[2, 1]],
  [[1, 3]], [[1, 0]], [[0, 3]], [],
];

/**
 * The segments of the line.
 * @param {Float64Array | number[]} A (n²,) row after row from the top
 * @param {number} n
 * @param {number} [level]
 * @returns {[Point, Point][]}
 */
export function contour(A, n, level = LEVEL) {
  /** @type {[Point, Point][]} */
  const segments = [];
  for (let row = 0; row + 1 < n; row++) {
    for (let column = 0; column + 1 < n; column++) {
      const i = row * n + column;
      const corners = [A[i], A[i + 1], A[i + n + 1], A[i + n]];
      const which = corners.reduce((sum, value, corner) => sum + (value > level ? 1 << corner : 0), 0);
      /** @type {(side: number) => Point} */
      const end = (side) => {
        const [x, y] = crossing(side, corners, level);
        return [(column + 0.5 + x) / n, (row + 0.5 + y) / n];
      };
      for (const [from, to] of CROSSED[which]) segments.push([end(from), end(to)]);
    }
  }
  return segments;
}

/**
 * Where the line crosses a side, from 0 to 1 within the square of four neighbours.
 * @param {number} side
 * @param {number[]} corners
 * @param {number} level
 * @returns {Point}
 */
function crossing(side, corners, level) {
  const [from, to] = [corners[side], corners[(side + 1) % 4]];
  const share = (level - from) / (to - from);
  /** @type {Point[]} */
  // biome-ignore format: by side
  const points = [[share, 0], [1, share], [1 - share, 1], [0, 1 - share]];
  return points[side];
}

/**
 * Draw the line over the map; none where there is no output of one unit.
 * @param {HTMLCanvasElement} canvas
 * @param {{ A: Float64Array, n: number } | null} output
 * @param {Channels} colors
 */
export function drawContour(canvas, output, colors) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const size = Math.round(canvas.clientWidth * ratio);
  if (canvas.width !== size || canvas.height !== size) Object.assign(canvas, { width: size, height: size });
  const context = contextOf(canvas);
  context.clearRect(0, 0, size, size);
  if (!output) return;
  context.lineCap = "round";
  context.beginPath();
  for (const [[x0, y0], [x1, y1]] of contour(output.A, output.n)) {
    context.moveTo(x0 * size, y0 * size);
    context.lineTo(x1 * size, y1 * size);
  }
  stroke(context, css(colors.text), CASING * ratio);
  stroke(context, css(colors.page), LINE * ratio);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} color
 * @param {number} width
 */
function stroke(context, color, width) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
}
