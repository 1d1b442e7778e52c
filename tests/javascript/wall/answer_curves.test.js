// Sketched curves of a class over one another, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { areCurves, curveOf, linesOf } from "../../../pages/live/static/wall/answers/answer_curves.js";

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
  assert.deepEqual([last, highest, first.length, second.length], [12, 0.8, 2, 1]);
  assert.equal(second[0], first[1]);
  assert.equal(first[0], "M81.8 10L410 149.5");
  assert.deepEqual(linesOf([bar(null, 2, 2)]).first, []);
});

test("costs that lie far apart are on a logarithmic axis, unless one of them is 0", () => {
  const curve = (...costs) => costs.map((cost, i) => [i + 1, cost]);
  const { low, highest, first } = linesOf([bar(curve(0.01, 1, 100), 1, 0)]);
  assert.deepEqual([low, highest], [0.01, 100]);
  assert.deepEqual(
    first[0]
      .split(/[ML]/)
      .slice(1)
      .map((each) => Number(each.split(" ")[1])),
    [196, 103, 10],
  );
  assert.equal(linesOf([bar(curve(0, 1, 100), 1, 0)]).low, 0);
  assert.equal(linesOf([bar(curve(0.1, 1), 1, 0)]).low, 0);
});
