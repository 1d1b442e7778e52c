// The costs of all runs at one place on the axis, and the noise of mini-batches as a band with its mean.
import assert from "node:assert/strict";
import { test } from "node:test";
import { places, readingAt, readingTraces, valueAt } from "../../../pages/live/static/cost/reading.js";
import { curveOf } from "../../../pages/live/static/runs/curves.js";
import { lineOf, lineTraces } from "../../../pages/live/static/runs/lines.js";

const WORDS = {
  texts: { read_last: "(last)", train_cost: "train cost" },
  colors: { muted: "#777777", train: "#0000ff", run_0: "#00795a", reference: "#999999" },
};
const line = (more) => ({
  id: "a",
  name: "#1",
  x: [],
  y: [],
  color: "#123456",
  isMarked: false,
  isGhost: false,
  ...more,
});

test("a curve is read between its points as its line is drawn, and after its end with its last value", () => {
  const curve = { x: [1, 3, 7], y: [1, 0.5, 0.1] };
  assert.equal(valueAt(curve, 0), null);
  assert.deepEqual(valueAt(curve, 1), { value: 1, hasEnded: false });
  assert.deepEqual(valueAt(curve, 2), { value: 0.75, hasEnded: false });
  assert.ok(Math.abs(valueAt(curve, 5).value - 0.3) < 1e-12);
  assert.deepEqual(valueAt(curve, 7), { value: 0.1, hasEnded: false });
  assert.deepEqual(valueAt(curve, 8), { value: 0.1, hasEnded: true });
  assert.equal(valueAt({ x: [], y: [] }, 1), null);
});

test("all runs are read at the same place, one that has ended in grey, and what is written is shown as it is", () => {
  const runs = [
    line({ name: "#2 <b>", x: [1, 10], y: [1, 0.1] }),
    line({ name: "#1", x: [1, 4], y: [1, 0.5], color: "#aa0000" }),
    line({ name: "later", x: [9, 10], y: [1, 1] }),
  ];
  assert.equal(
    readingAt(5.5, runs, WORDS),
    '<span style="color:#123456">━</span> #2 &lt;b>: 0.5500<br>' +
      '<span style="color:#777777">━ #1: 0.5000 (last)</span>',
  );
});

test("places are those of the run on the page, and then those of the longest other one, not too many", () => {
  const own = { x: [1, 2, 3], y: [3, 2, 1] };
  const longer = { x: [1, 2.5, 4, 5], y: [9, 8, 7, 6] };
  assert.deepEqual(places(own, [longer, { x: [4], y: [0] }]), { x: [1, 2, 3, 4, 5], y: [3, 2, 1, 7, 6] });
  assert.deepEqual(places({ x: [], y: [] }, [longer]), longer);
  const many = { x: Array.from({ length: 2000 }, (_, index) => index), y: new Array(2000).fill(1) };
  const few = places(many, []).x;
  assert.ok(few.length <= 401 && few[0] === 0 && few.at(-1) === 1999);
});

test("the run on the page is read with the others after its end alone, before that it has a label of its own", () => {
  const own = { x: [1, 2], y: [0.4, 0.3] };
  const [trace] = readingTraces(own, [line({ x: [1, 4], y: [1, 0.7] })], WORDS);
  assert.deepEqual(trace.x, [1, 2, 4]);
  assert.ok(!trace.text[1].includes("train cost") && trace.text[2].includes("train cost: 0.3000 (last)"));
  assert.ok(trace.showlegend === false && trace.hovertemplate.endsWith("<extra></extra>"));
  assert.deepEqual(readingTraces(own, [], WORDS), []);
  assert.deepEqual(readingTraces(own, [line({ x: [1, 4], y: [1, 0.7], isRest: true })], WORDS), []);
});

const DOCUMENT = {
  points: [
    [1, 2, 3, 4],
    [1, 3, 0, 2],
  ],
  evaluations: { iteration: [2, 4], test_cost: [0.9, 0.8] },
  band: { iteration: [2, 4], low: [1, 0], high: [3, 2], mean: [2, 1] },
  examples: 10,
  batches: [[1, 5]],
  time: [
    [0, 4],
    [0, 1],
  ],
};
const VIEW = { axis: "iterations", measure: "train", colors: WORDS.colors };
const overlay = (document, view = VIEW) =>
  lineOf({ id: "a", name: "a", row: { number: 1, colour: 0 }, curve: curveOf(document), isGhost: false }, view);

test("noise is a band from the lowest to the highest with the mean in it", () => {
  const noisy = overlay(DOCUMENT);
  assert.deepEqual([noisy.x, noisy.y, noisy.band], [[2, 4], [2, 1], { low: [1, 0], high: [3, 2] }]);
  const [low, high, mean] = lineTraces([noisy]);
  assert.deepEqual([low.y, high.y, high.fill, mean.y], [[1, 0], [3, 2], "tonexty", [2, 1]]);
  const epochs = overlay(DOCUMENT, { ...VIEW, axis: "epochs" });
  assert.deepEqual(
    [epochs.x, epochs.y],
    [
      [1, 2],
      [2, 1],
    ],
  );
});

test("full batches, test costs, and means that are not numbers have none", () => {
  const none = { iteration: [], low: [], high: [], mean: [] };
  assert.deepEqual(overlay({ ...DOCUMENT, band: none }).y, [1, 3, 0, 2]);
  const tested = overlay(DOCUMENT, { ...VIEW, measure: "test" });
  assert.deepEqual([tested.y, tested.band], [[0.9, 0.8], undefined]);
  const diverged = { iteration: [2, 4, 6], low: [1, 0, 1], high: [3, null, 2], mean: [2, null, 1] };
  assert.deepEqual(overlay({ ...DOCUMENT, band: diverged }).x, [2, 6]);
});
