// The curve over one feature without a browser: how high it runs, where it has gaps, its legend.
import assert from "node:assert/strict";
import { test } from "node:test";
import { curveLegend, points } from "../../pages/live/static/curve/curve_drawing.js";
import { heightsOf } from "../../pages/live/static/curve/heights.js";

const COLORS = {
  classes: [
    [10, 20, 30],
    [40, 50, 60],
    [70, 80, 90],
  ],
  A: [1, 2, 3],
};
const TEXTS = { train: "train", test: "<test>" };
const axes = (centre, half) => [
  { name: "hour", centre: 12, half: 12 },
  { name: "y", centre, half },
];

test("a prediction runs as high as its target in its own unit, on the axis of the targets", () => {
  const data = { task: "regression", target_mean: [290], target_scale: [4], curve: { axes: axes(290, 8) } };
  const line = { A: Float64Array.of(0, 2, -1, NaN, Infinity), at: Float64Array.of(0, 1, 2, 3, 4) };
  assert.deepEqual([...heightsOf(line, data)[0]], [0, 1, -0.5, NaN, Infinity]);
});

test("probabilities run from −1 to 1, a curve for each unit of the output", () => {
  const data = { task: "multiclass", target_mean: [0], target_scale: [1], curve: { axes: axes(0.5, 0.5) } };
  const line = { A: Float64Array.of(0, 1, 0.75, 0, 0.25, 0), at: Float64Array.of(0, 1) };
  assert.deepEqual(
    heightsOf(line, data).map((curve) => [...curve]),
    [
      [-1, 1],
      [0.5, -1],
      [-0.5, -1],
    ],
  );
});

test("a curve has a gap where it is not a number, and does not go far beyond the picture", () => {
  const pixels = (x1, x2) => [x1, x2];
  const curve = Float64Array.of(0.5, NaN, 1e300, -Infinity);
  assert.deepEqual(points([0, 1, 2, 3], curve, [-1, 1], pixels), [[0, 0.5], null, [2, 3], [3, -3]]);
});

test("the legend has the curve of one prediction, or one of each class", () => {
  const legend = (task, classes, count = 1) => curveLegend({ task, classes }, { test: { count } }, TEXTS, COLORS);
  const names = (html) => [...html.matchAll(/<\/i>([^<]*)/g)].map(([, name]) => name);
  assert.deepEqual(names(legend("regression", [])), ["ŷ", "train", "&#60;test&#62;"]);
  assert.deepEqual(names(legend("binary", ["no", "<b>"], 0)), ["ŷ", "no", "&#60;b&#62;", "train"]);
  assert.deepEqual(names(legend("multiclass", ["a", "b", "c"], 0)), ["a", "b", "c", "train"]);
  assert.match(legend("regression", []), /dnn-net-stroke" style="background:rgb\(1,2,3\)"/);
  assert.match(legend("multiclass", ["a", "b"]), /background:rgb\(40,50,60\)"><\/i>b/);
});
