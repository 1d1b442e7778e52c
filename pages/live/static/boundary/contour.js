// Where a network with one output is undecided: the line on which the output over the plane is 0.5.

import { css } from "../ui/shades.js";

const LEVEL = 0.5;
const CASING = 3.4;
const LINE = 1.4;
// Of a square of four neighbours, from the upper left clockwise, the sides that the line crosses, by which corners lie
// above the level; sides are 0 top, 1 right, 2 bottom, 3 left.
const CROSSED = [
  [],
  [[3, 0]],
  [[0, 1]],
  [[3, 1]],
  [[1, 2]],
  [
    [3, 0],
    [1, 2],
  ],
  [[0, 2]],
  [[3, 2]],
  [[2, 3]],
  [[2, 0]],
  [
    [0, 1],
    [2, 3],
  ],
  [[2, 1]],
  [[1, 3]],
  [[1, 0]],
  [[0, 3]],
  [],
];

// Pieces [[x, y], [x, y]] of the line in A (n²,), row after row from the top; x and y from 0 to 1 within the square.
export function contour(A, n, level = LEVEL) {
  const pieces = [];
  for (let row = 0; row + 1 < n; row++) {
    for (let column = 0; column + 1 < n; column++) {
      const i = row * n + column;
      const corners = [A[i], A[i + 1], A[i + n + 1], A[i + n]];
      const which = corners.reduce((sum, value, place) => sum + (value > level ? 1 << place : 0), 0);
      for (const sides of CROSSED[which])
        pieces.push(sides.map((side) => crossing(side, corners, level, column, row, n)));
    }
  }
  return pieces;
}

function crossing(side, corners, level, column, row, n) {
  const [from, to] = [corners[side], corners[(side + 1) % 4]];
  const share = (level - from) / (to - from);
  const [x, y] = [
    [share, 0],
    [1, share],
    [1 - share, 1],
    [0, 1 - share],
  ][side];
  return [(column + 0.5 + x) / n, (row + 0.5 + y) / n];
}

// Draw the line over the map; none where there is no output of one unit.
export function drawContour(canvas, output, colors) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const size = Math.round(canvas.clientWidth * ratio);
  if (canvas.width !== size || canvas.height !== size) Object.assign(canvas, { width: size, height: size });
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, size, size);
  if (!output) return;
  context.lineCap = "round";
  context.beginPath();
  for (const [[x0, y0], [x1, y1]] of contour(output.A, output.n)) {
    context.moveTo(x0 * size, y0 * size);
    context.lineTo(x1 * size, y1 * size);
  }
  for (const [color, width] of [
    [colors.text, CASING],
    [colors.page, LINE],
  ]) {
    context.strokeStyle = css(color);
    context.lineWidth = width * ratio;
    context.stroke();
  }
}
