// The axes of a lesson's chart without a browser: heights, ticks and what stands at them.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  costAt,
  costTicks,
  heightOf,
  linearTicks,
  logTicks,
  tickText,
} from "../../../pages/live/static/lesson_chart/axis.js";
import {
  geometryOf,
  iterationAt,
  pixelOfCost,
  pixelsOfCosts,
  pixelX,
  placeAt,
  placesOf,
  pointsOf,
} from "../../../pages/live/static/lesson_chart/geometry.js";

const LINEAR = { low: 0, high: 2, scale: "linear" };
const LOG = { low: 1e-4, high: 10, scale: "log" };
const near = (a, b, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test("heights run from the lower end of the axis to the upper one, on both scales", () => {
  assert.deepEqual(
    [0, 0.5, 2, 3].map((cost) => heightOf(cost, LINEAR)),
    [0, 0.25, 1, 1.5],
  );
  for (const [cost, height] of [
    [1e-4, 0],
    [1e-3, 0.2],
    [1, 0.8],
    [10, 1],
    [100, 1.2],
  ])
    near(heightOf(cost, LOG), height);
  assert.equal(heightOf(0, LOG), -Infinity);
  for (const range of [LINEAR, LOG])
    for (const height of [0, 0.3, 1]) near(heightOf(costAt(height, range), range), height);
});

test("linear ticks are round, without the noise of adding, and within the axis", () => {
  assert.deepEqual(linearTicks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(linearTicks(0, 0.7, 7), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  assert.deepEqual(linearTicks(0.65, 0.72, 4), [0.66, 0.68, 0.7, 0.72]);
  assert.deepEqual(linearTicks(0, 1500, 4), [0, 500, 1000, 1500]);
  assert.deepEqual(linearTicks(0, 3, 10, 1), [0, 1, 2, 3]);
  for (const high of [1e-6, 0.013, 0.99, 7, 123456]) {
    for (const count of [2, 5, 9]) {
      const ticks = linearTicks(0, high, count);
      assert.ok(ticks.length >= 2 && ticks.length <= count + 1, `${ticks}`);
      assert.ok(ticks.at(-1) <= high * (1 + 1e-9));
    }
  }
});

test("logarithmic ticks are powers of ten where there are many, 1, 2 and 5 of them where there are few", () => {
  assert.deepEqual(logTicks(1e-4, 10, 6), [1e-4, 1e-3, 1e-2, 0.1, 1, 10]);
  assert.deepEqual(logTicks(0.1, 1, 8), [0.1, 0.2, 0.5, 1]);
  assert.deepEqual(logTicks(1e-12, 1, 5), [1e-12, 1e-9, 1e-6, 1e-3, 1]);
  assert.deepEqual(logTicks(0.62, 0.72, 5), [0.62, 0.64, 0.66, 0.68, 0.7, 0.72]);
  for (const low of [1e-9, 3e-4, 0.07]) {
    for (const count of [3, 6]) {
      const ticks = costTicks({ low, high: 4, scale: "log" }, count);
      assert.ok(ticks.length >= 2 && ticks.length <= 2 * count, `${ticks}`);
      assert.ok(ticks.every((tick) => tick >= low && tick <= 4));
    }
  }
});

test("costs at ticks are written short", () => {
  const cases = {
    0: "0",
    0.25: "0.25",
    0.001: "0.001",
    0.0001: "10⁻⁴",
    0.00002: "2×10⁻⁵",
    2500000: "2.5×10⁶",
    100: "100",
  };
  for (const [value, text] of Object.entries(cases)) assert.equal(tickText(Number(value)), text);
  assert.deepEqual(
    [1e-6, 0.01, 1, 100, 1e4].map((value) => tickText(value, "log")),
    ["10⁻⁶", "0.01", "1", "100", "10⁴"],
  );
});

test("the plot is the same while sketching and while runs fall, and has room for labels", () => {
  const box = { width: 1000, height: 400, letters: 1, iterations: 500, range: LINEAR };
  const geometry = geometryOf(box);
  assert.ok(geometry.left < geometry.right && geometry.top < geometry.bottom && 1000 - geometry.right >= 100);
  const narrow = geometryOf({ ...box, width: 358 });
  assert.ok(narrow.isNarrow && narrow.right - narrow.left > 230);
  assert.equal(geometryOf({ ...box, letters: 1.5 }).size, 1.5 * geometry.size);
});

test("pixels become places and places pixels again; beside the plot the nearest place counts", () => {
  const geometry = geometryOf({ width: 1000, height: 400, letters: 1, iterations: 500, range: LOG });
  for (const iteration of [1, 77, 500]) assert.equal(iterationAt(geometry, pixelX(geometry, iteration)), iteration);
  const [iteration, height] = placeAt(geometry, pixelX(geometry, 250), pixelOfCost(geometry, 0.1));
  assert.equal(iteration, 250);
  near(height, 0.6);
  assert.deepEqual(placeAt(geometry, -50, -50), [1, 1]);
  assert.deepEqual(placeAt(geometry, 5000, 5000), [500, 0]);
  assert.ok(Number.isFinite(pixelOfCost(geometry, 0)) && pixelOfCost(geometry, 1e300) > -2000);
});

test("the pixels of many costs are those of each", () => {
  for (const range of [LINEAR, LOG]) {
    const geometry = geometryOf({ width: 1000, height: 400, letters: 1, iterations: 500, range });
    const down = pixelsOfCosts(geometry);
    for (const cost of [-5, 0, 1e-9, 1e-4, 0.3, 2, 10, 1e9, 1e300]) near(down(cost), pixelOfCost(geometry, cost), 1e-6);
  }
});

test("a sketch goes to the page and comes back the same", () => {
  for (const range of [LINEAR, LOG]) {
    const points = pointsOf(
      [
        [1, 0.123456789],
        [20, 1],
        [400, 0],
      ],
      range,
    );
    assert.deepEqual(
      points.map(([iteration]) => iteration),
      [1, 20, 400],
    );
    assert.deepEqual(pointsOf(placesOf(points, range), range), points);
  }
});
