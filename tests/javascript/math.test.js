// The mathematics of the network in the browser, against values worked out by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { labelsOf, thinned } from "../../pages/live/static/connection/documents.js";
import { softmax } from "../../pages/live/static/math/activations.js";
import { grid, inputs } from "../../pages/live/static/math/features.js";
import { backward, decode, decodeParameters, forward, network, work } from "../../pages/live/static/math/network.js";

const encode = (...values) => Buffer.from(Float32Array.from(values).buffer).toString("base64");
// z1 = 1·2 + 2·3 + 1 = 9, z2 = -1·2 + 0·3 + 0 = -2; relu -> 9, 0; z = 1·9 + 5·0 - 9 = 0
const NET = () => network([2, 2, 1], ["relu", "linear"], Float64Array.of(1, 2, -1, 0, 1, 0, 1, 5, -9));

test("base64 holds float32 with the least byte first", () => {
  assert.deepEqual([...decode("AACAPwAAAMA=")], [1, -2]);
  assert.deepEqual([...decode("")], []);
});

test("parameters beyond float32 are infinite, others stay", () => {
  const largest = 2 ** 128 - 2 ** 104;
  assert.deepEqual([...decodeParameters(encode(largest, -largest, NaN, 1.5))], [Infinity, -Infinity, NaN, 1.5]);
});

test("theta of another length is refused", () => {
  assert.throws(() => network([2, 1], ["linear"], new Float64Array(4)), RangeError);
});

test("a forward pass computes W A + b and g", () => {
  const { Z, A, m } = forward(NET(), Float64Array.of(2, 3), 1);
  assert.equal(m, 1);
  assert.deepEqual([...Z[1]], [9, -2]);
  assert.deepEqual([...A[1]], [9, 0]);
  assert.deepEqual([...A[2]], [0]);
});

test("a pass uses the arrays of an earlier one only where they fit", () => {
  const first = forward(NET(), Float64Array.of(2, 3), 1);
  assert.equal(forward(NET(), Float64Array.of(0, 0), 1, first).Z[1], first.Z[1]);
  assert.notEqual(forward(NET(), Float64Array.of(0, 0, 1, 1), 2, first).Z[1], first.Z[1]);
});

test("a backward pass gives the gradient of J, with L2 on W alone", () => {
  const pass = forward(NET(), Float64Array.of(2, 3), 1);
  // dZ2 = 0 - 1 = -1; dW2 = [-9, 0], db2 = -1; dA1 = [-1, -5]; relu' = [1, 0]; dW1 = [-2, -3, 0, 0], db1 = [-1, 0]
  assert.deepEqual(
    [...backward(NET(), pass, Float64Array.of(1))].map((each) => each + 0),
    [-2, -3, 0, 0, -1, 0, -9, 0, -1],
  );
  const penalised = backward(NET(), pass, Float64Array.of(1), { l2: 2, examples: 4 });
  assert.deepEqual(
    [...penalised].map((each) => each + 0),
    [-1.5, -2, -0.5, 0, -1, 0, -8.5, 2.5, -1],
  );
});

test("work counts the multiplications of a layer and its activation", () => {
  assert.equal(
    work({
      layers: [
        { n: 2, before: 3 },
        { n: 1, before: 2 },
      ],
    }),
    2 * 11 + 10,
  );
});

test("softmax neither overflows nor loses a column", () => {
  assert.deepEqual([...softmax(Float64Array.of(1000, 0, 1000, 0), 2, 2)], [0.5, 0.5, 0.5, 0.5]);
  assert.deepEqual([...softmax(Float64Array.of(7), 1, 1)], [1]);
});

test("features are centred and scaled row by row", () => {
  const X = inputs(["x1sq", "x2"], { mean: [1, 0], scale: [2, 4] }, [3], [8]);
  assert.deepEqual([...X], [4, 2]);
});

test("a grid has its cells' centres, from the top", () => {
  const { x1, x2 } = grid(2, [-1, 1]);
  assert.deepEqual([...x1], [-0.5, 0.5, -0.5, 0.5]);
  assert.deepEqual([...x2], [0.5, 0.5, -0.5, -0.5]);
});

test("labels are the largest row, or the targets themselves", () => {
  assert.deepEqual([...labelsOf(Float64Array.of(1, 0, 0, 0, 0, 1), 2, "multiclass")], [0, 2]);
  assert.deepEqual([...labelsOf(Float64Array.of(0.5, -2), 2, "regression")], [0.5, -2]);
});

test("a thinned part keeps the first and the last example", () => {
  const columns = Float64Array.of(0, 1, 2, 3, 4);
  const part = { count: 5, of: 9, numbers: [0, 2, 4, 6, 8], X: columns, Y: columns, labels: columns };
  const few = thinned(part, 3);
  assert.deepEqual([few.count, few.of, few.numbers, [...few.X]], [3, 9, [0, 4, 8], [0, 2, 4]]);
  assert.deepEqual(thinned(part, 1).numbers, [0]);
  assert.equal(thinned(part, 5), part);
});
