// The boundary of a tile, against the network's own formula.
import assert from "node:assert/strict";
import { test } from "node:test";
import { colorsOf, outputMap } from "../../../pages/live/static/wall/boundary_map.js";

/** @param {number[]} values as float32 in base64 */
const packed = (values) => Buffer.from(new Float32Array(values).buffer).toString("base64");
const CELL = 4.4 / 48;
const at = (row, column) => [-2.2 + (column + 0.5) * CELL, 2.2 - (row + 0.5) * CELL];

test("the output over the plane is that of the formula, from the upper left row by row", () => {
  const [W, b, v, c] = [[1, -2, 0.5, 1], [0.25, -0.5], [2, -1], 0.125];
  const tile = { version: 1, activations: ["tanh", "sigmoid"], theta: packed([...W, ...b, ...v, c]) };
  const { A, n, task } = outputMap(tile, [2, 2, 1], 48);
  assert.deepEqual([A.length, n, task], [48 * 48, 48, "binary"]);
  for (const [row, column] of [
    [0, 0],
    [0, 47],
    [47, 0],
    [20, 31],
  ]) {
    const [x1, x2] = at(row, column);
    const hidden = [Math.tanh(W[0] * x1 + W[1] * x2 + b[0]), Math.tanh(W[2] * x1 + W[3] * x2 + b[1])];
    const expected = 1 / (1 + Math.exp(-(v[0] * hidden[0] + v[1] * hidden[1] + c)));
    assert.ok(Math.abs(A[row * 48 + column] - expected) < 1e-12);
  }
});

test("two networks of the same sizes after one another do not mix, and logits of 1000 stay colours", () => {
  const tile = (w) => ({ version: 1, activations: ["sigmoid"], theta: packed([w, 0, 0]) });
  const first = outputMap(tile(1), [2, 1], 48).A[0];
  const colors = {
    classes: [
      [255, 0, 0],
      [0, 0, 255],
    ],
    middle: [255, 255, 255],
    scale: () => [0, 0, 0],
  };
  const steep = outputMap(tile(1000), [2, 1], 48);
  const color = colorsOf(steep, colors);
  assert.ok(steep.A[0] < first && color(0)[0] > color(0)[2] && color(47)[2] > color(47)[0]);
  assert.equal(outputMap(tile(1), [2, 1], 48).A[0], first);
});

test("several classes and a regression have their own colours", () => {
  const several = { version: 1, activations: ["softmax"], theta: packed([1, 0, 0, 1, -1, -1, 0, 0, 0]) };
  const map = outputMap(several, [2, 3], 12);
  assert.deepEqual([map.task, map.classes.length, map.A.length], ["multiclass", 3, 3 * 144]);
  const scale = (share) => [Math.round(100 * share), 0, 0];
  const linear = outputMap({ version: 1, activations: ["linear"], theta: packed([1, 0, 0]) }, [2, 1], 12);
  const color = colorsOf(linear, { classes: [], middle: [0, 0, 0], scale });
  assert.equal(linear.task, "regression");
  assert.equal(color(11)[0], 100); // the largest, by size, has the end of the scale
});
