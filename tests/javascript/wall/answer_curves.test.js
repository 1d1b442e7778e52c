// Sketched curves of a class over one another, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  areCurves,
  costAt,
  curveOf,
  linesOf,
  medianOf,
} from "../../../pages/live/static/wall/answers/answer_curves.js";

const bar = (value, first, second) => ({ value, low: null, high: null, first, second });
const FALLING = [
  [1, 0.8],
  [12, 0.2],
];
const FLAT = [
  [1, 0.4],
  [6, 0.4],
];

test("a curve is two points or more, each of two finite numbers", () => {
  assert.deepEqual(curveOf(FALLING), FALLING);
  for (const value of [
    null,
    3,
    "x",
    [],
    [[1, 2]],
    [1, 2],
    [[1, 2], [3]],
    [
      [1, 2],
      [1, "a"],
    ],
    [
      [1, 2],
      [1, null],
    ],
  ])
    assert.equal(curveOf(value), null, JSON.stringify(value));
});

test("answers are curves where all that are said one by one are", () => {
  assert.ok(areCurves([bar(FALLING, 1, 0), bar(null, 3, 0)]));
  assert.ok(!areCurves([bar(FALLING, 1, 0), bar(2, 1, 0)]));
  assert.ok(!areCurves([]) && !areCurves([bar(null, 3, 0)]));
});

test("each vote has its lines on the same axes, from 0 to the largest", () => {
  const { last, highest, first, second } = linesOf([bar(FALLING, 1, 0), bar(FLAT, 2, 1)]);
  assert.deepEqual([last, highest, first.paths.length, second.paths.length], [12, 0.8, 2, 1]);
  assert.equal(second.paths[0], first.paths[1]);
  assert.deepEqual([first.count, second.count, first.median], [3, 1, ""]);
  assert.equal(first.paths[0], "M81.8 10L410 149.5");
  assert.deepEqual(linesOf([bar(null, 2, 2)]).first.paths, []);
});

test("costs that lie far apart are on a logarithmic axis, unless one of them is 0", () => {
  const curve = (...costs) => costs.map((cost, i) => [i + 1, cost]);
  const { low, highest, first } = linesOf([bar(curve(0.01, 1, 100), 1, 0)]);
  assert.deepEqual([low, highest], [0.01, 100]);
  assert.deepEqual(
    first.paths[0]
      .split(/[ML]/)
      .slice(1)
      .map((each) => Number(each.split(" ")[1])),
    [196, 103, 10],
  );
  assert.equal(linesOf([bar(curve(0, 1, 100), 1, 0)]).low, 0);
  assert.equal(linesOf([bar(curve(0.1, 1), 1, 0)]).low, 0);
});

test("a median runs through the middle of the class, be the curves of whatever points; a few have none", () => {
  const flat = (cost, last) => [
    [1, cost],
    [last, cost],
  ];
  const class_ = [flat(0.1, 12), flat(0.2, 9), flat(0.3, 12), flat(0.6, 3), flat(0.9, 12)];
  assert.ok(medianOf(class_).every(([, cost]) => Math.abs(cost - 0.3) < 1e-12));
  assert.ok(medianOf([...class_, flat(0.5, 12)]).every(([, cost]) => Math.abs(cost - 0.4) < 1e-12));
  assert.deepEqual([medianOf(class_).at(0)[0], medianOf(class_).at(-1)[0]], [1, 12]);
  assert.equal(medianOf(class_.slice(1)), null);
  const said = [0, 1, 6.5, 12, 20].map((at) => costAt(FALLING, at).toFixed(6));
  assert.deepEqual(said.map(Number), [0.8, 0.8, 0.5, 0.2, 0.2]);
  assert.ok(linesOf([bar(FALLING, 5, 1)]).first.median.startsWith("M81.8 10L"));
  assert.equal(linesOf([bar(FALLING, 5, 1)]).second.median, "");
});
