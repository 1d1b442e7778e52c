// The mathematics of the network in the browser, against values worked out by hand.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { softmax } from "../../pages/live/static/math/activations.js";
import { grid, inputs } from "../../pages/live/static/math/features.js";
import { backward, decode, decodeParameters, forward, network, work } from "../../pages/live/static/math/network.js";
import { Passes } from "../../pages/live/static/math/passes.js";
import { WeightTransition } from "../../pages/live/static/math/weight_transition.js";

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

// A transition at a time that the test sets.
function transitionAt({ reduced }) {
  const clock = { now: 0 };
  globalThis.matchMedia = () => ({ matches: reduced });
  mock.method(performance, "now", () => clock.now);
  return { clock, transition: new WeightTransition() };
}

test("weights go to others in 300 milliseconds, from where they are", () => {
  const { clock, transition } = transitionAt({ reduced: false });
  assert.equal(transition.at(0), null);
  transition.to(Float64Array.of(0, 10), true);
  assert.deepEqual([[...transition.at(0)], transition.isMoving], [[0, 10], false]);
  clock.now = 1000;
  transition.to(Float64Array.of(30, 40), false);
  assert.deepEqual([[...transition.at(1100)], transition.isMoving], [[10, 20], true]);
  clock.now = 1100;
  transition.to(Float64Array.of(10, 80), false);
  assert.deepEqual([[...transition.at(1250)], transition.isMoving], [[10, 50], true]);
  assert.deepEqual([[...transition.at(1400)], transition.isMoving], [[10, 80], false]);
  transition.forget();
  assert.equal(transition.at(2000), null);
  mock.restoreAll();
});

test("weights go to others at once for visitors who asked for little motion", () => {
  const { transition } = transitionAt({ reduced: true });
  transition.to(Float64Array.of(0), false);
  transition.to(Float64Array.of(5), false);
  assert.deepEqual([[...transition.at(1)], transition.isMoving], [[5], false]);
  mock.restoreAll();
});

const axis = (name, centre = 0, half = 1) => ({ name, centre, half });

// z = x₁² + x₂: features centred and scaled by (x₁² − 1) / 2 and x₂ / 4, and weights 2 and 4.
const DATA = {
  ...{ task: "regression", n_x: 2, features: ["x1sq", "x2"], mean: [1, 0], scale: [2, 4], square: [-2, 2] },
  train: { count: 2, of: 2, numbers: [4, 8], X: Float64Array.of(0, 1, 2, 3), Y: Float64Array.of(1, 2) },
  test: { count: 0, of: 0, numbers: [], X: new Float64Array(0), Y: new Float64Array(0) },
  plane: { axes: [axis("x₁"), axis("x₂")] },
};
const DESCRIPTION = { sizes: [2, 1], task: "regression", features: ["x1sq", "x2"] };
const SUM = network([2, 1], ["linear"], Float64Array.of(2, 4, 1));

test("passes go over the plane, the examples, and one of either", () => {
  const passes = new Passes(DESCRIPTION, DATA);
  assert.equal(passes.fit, true);
  const { A, n } = passes.overPlane(SUM, "fine");
  assert.equal(n, 96);
  // the first cell's centre lies half a step of 4/96 within (-2, 2)
  assert.ok(Math.abs(A[1][0] - ((-2 + 2 / 96) ** 2 + (2 - 2 / 96))) < 1e-12);
  assert.deepEqual([...passes.overExamples(SUM, "train").A[1]], [2 * 0 + 4 * 2 + 1, 2 * 1 + 4 * 3 + 1]);
  assert.deepEqual([...passes.at(SUM, 3, -2).A[1]], [7]);
  const texts = { train: "training", test: "test", example_of: "{part} example {number}" };
  const example = passes.example(SUM, { part: "train", number: 1 }, texts);
  assert.deepEqual([example.name, [...example.A[0]], [...example.A[1]]], ["training example 9", [1, 3], [15]]);
  const point = passes.example(SUM, { part: "test", x1: 3, x2: -2 }, texts);
  assert.deepEqual([point.name, [...point.A[1]]], ["x₁ = 3, x₂ = −2 (test)", [7]]);
});

test("the plane of a larger network has as fine a grid as there is time for", () => {
  const description = { ...DESCRIPTION, sizes: [2, 100, 1] };
  const net = network([2, 100, 1], ["relu", "linear"], new Float64Array(401));
  const passes = new Passes(description, DATA);
  // 100·(2 + 8) + 1·(100 + 8) = 1108 multiplications a cell: 3e6 allow 2707 cells, 3e7 allow 27075
  assert.deepEqual([passes.overPlane(net, "coarse").n, passes.overPlane(net, "fine").n], [40, 96]);
  const wide = network([2, 1000, 1], ["relu", "linear"], new Float64Array(4001));
  // 11008 a cell: 3e7 allow 2725 cells
  assert.equal(new Passes({ ...description, sizes: [2, 1000, 1] }, DATA).overPlane(wide, "fine").n, 40);
});

test("data of another size, task or feature do not belong to a network", () => {
  const fits = (description, data = {}) => new Passes({ ...DESCRIPTION, ...description }, { ...DATA, ...data }).fit;
  assert.deepEqual([fits({ sizes: [3, 1] }), fits({ sizes: [2, 2] }), fits({ task: "binary" })], [false, false, false]);
  assert.deepEqual(
    [fits({ features: ["x3"] }), fits({ features: null }), fits({ features: null }, { plane: null })],
    [false, false, true],
  );
});

// A table of two features, 4000 ± 1000 and 0.02 ± 0.01, standardised: the network's output is the sum of both inputs.
const TABLE = {
  ...{ ...DATA, features: ["length", "a name of more than 24 letters"], square: [-1.1, 1.1] },
  ...{ mean: [4100, 0.03], scale: [200, 0.005] },
  plane: { axes: [axis("length", 4000, 1000), axis("a name of more than 24 letters", 0.02, 0.01)] },
};

test("a place of a table's picture is worked out by way of the values of its features there", () => {
  const passes = new Passes({ ...DESCRIPTION, features: ["x1", "x2"] }, TABLE);
  const net = network([2, 1], ["linear"], Float64Array.of(1, 1, 0));
  const expected = (length, name) => (length - 4100) / 200 + (name - 0.03) / 0.005;
  const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
  near(passes.at(net, 0.5, -1).A[1][0], expected(4500, 0.01));
  const { A, n } = passes.overPlane(net, "coarse");
  const last = 1.1 - 1.1 / n; // the centre of the outermost cells
  near(A[1][0], expected(4000 - 1000 * last, 0.02 + 0.01 * last));
  near(A[1][n * n - 1], expected(4000 + 1000 * last, 0.02 - 0.01 * last));
  const { name } = passes.example(net, { part: null, x1: 0.5, x2: -1 }, {});
  assert.equal(name, "length = 4500, a name of more than 24 … = 0.01");
});

test("a curve goes over the range of its one feature, at as many places as there is time for", () => {
  const part = { count: 1, of: 1, numbers: [0], X: Float64Array.of(1), Y: Float64Array.of(1) };
  const data = { ...DATA, n_x: 1, features: ["hour"], mean: [12], scale: [6], square: [-1.1, 1.1], train: part };
  const curve = { axes: [axis("hour", 12, 12), axis("y", 290, 8)] };
  const description = { sizes: [1, 1], task: "regression", features: ["x1"] };
  const passes = new Passes(description, { ...data, plane: null, curve });
  assert.equal(passes.fit, true);
  const net = network([1, 1], ["linear"], Float64Array.of(3, 1));
  const { A, at } = passes.overFeature(net, "fine");
  assert.deepEqual([at.length, at[0], at[120], at[240]], [241, -1.1, 0, 1.1]);
  assert.deepEqual(
    [A[0], A[120], A[240]].map((a) => Number(a.toFixed(9))),
    [-5.6, 1, 7.6],
  );
  assert.deepEqual([...passes.at(net, 0.5, 99).A[1]], [4]);
  assert.equal(passes.example(net, { part: null, x1: 0.5, x2: 99 }, {}).name, "hour = 18");
  const wide = network([1, 40_000, 1], ["relu", "linear"], new Float64Array(120_001));
  // 9·40,000 + 40,008 = 400,008 multiplications a place: 3e7 allow 74 places, 3e6 allow 7
  const places = (detail) =>
    new Passes({ ...description, sizes: [1, 40_000, 1] }, passes.data).overFeature(wide, detail);
  assert.deepEqual([places("fine").at.length, places("coarse").at.length], [61, 31]);
});
