// Runs side by side at one iteration: their networks, scales that all share, the best in a sentence.
import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutOf, pointsOf, tracesOf } from "../../../pages/live/static/compare/curves_chart.js";
import {
  bestOf,
  countsWithin,
  frameAt,
  NOTHING,
  normRange,
  stops,
  weightReach,
  withDocument,
} from "../../../pages/live/static/compare/frames.js";
import { panelsMarkup } from "../../../pages/live/static/compare/markup.js";
import { divergences, nameOf, progressOf, sentence } from "../../../pages/live/static/compare/said.js";

const TEXTS = {
  compare_best: "After {iterations} iterations {run} is best ({measure} {cost}).",
  compare_best_against: "After {iterations} iterations {run} is best ({measure} {cost}, {delta} against {other}).",
  compare_diverged: "{run} diverged at iteration {iteration}.",
  train_cost: "train cost",
  test_cost: "test cost",
  axis_iterations: "iterations",
};
const RUN = { network: { sizes: [1, 1], activations: ["sigmoid"] } };
const DATA = {
  runs: [
    { number: 2, name: "α 0.1", until: 100 },
    { number: 5, name: "α 0.1 → 0.3", until: 200 },
  ],
  texts: TEXTS,
  language: "en",
  is_comparable: true,
};

// θ (P,) as the server sends it.
const base64 = (numbers) => Buffer.from(new Float32Array(numbers).buffer).toString("base64");
const sent = (iteration, { weight = 1, cost = 0.5, test: testCost = cost, norms = [1] } = {}) => ({
  ...{ iteration, theta: base64([weight, 0]), train_cost: cost, train_data_cost: cost, test_cost: testCost },
  ...{ train_score: 1, test_score: 1, gradient_norms: norms },
});
const replayed = (frames, { isDone = true, diverged = null } = {}) =>
  withDocument(
    NOTHING,
    { frames, curve: NOTHING.curve, iteration: frames.at(-1)?.iteration ?? 0, is_done: isDone, diverged },
    RUN,
  );

test("documents of a run are put one behind the other, and their weights are read", () => {
  const first = replayed([sent(0), sent(4, { weight: -2.5 })], { isDone: false });
  const both = withDocument(first, { ...first, frames: [sent(9)], iteration: 9, is_done: true, diverged: null }, RUN);
  assert.deepEqual(
    both.frames.map(({ iteration }) => iteration),
    [0, 4, 9],
  );
  assert.deepEqual([both.frames[1].net.layers[0].W[0], both.isDone], [-2.5, true]);
  const large = withDocument(NOTHING, { ...first, frames: [{ ...sent(0), theta: null }] }, RUN);
  assert.equal(large.frames[0].net, null);
});

test("at an iteration each run has its latest network, and one that had ended says so", () => {
  const [short, long] = [replayed([sent(0), sent(20)]), replayed([sent(0), sent(15), sent(60)])];
  assert.deepEqual(stops([short, long]), [0, 15, 20, 60]);
  assert.deepEqual([frameAt(short, 60).frame.iteration, frameAt(short, 60).isOver], [20, true]);
  assert.deepEqual([frameAt(long, 20).frame.iteration, frameAt(long, 20).isOver], [15, false]);
  assert.equal(frameAt(replayed([sent(0)], { isDone: false }), 50).isOver, false); // it is still on its way
  assert.equal(frameAt(NOTHING, 5).frame, null);
});

test("norms and weights of all runs share a scale", () => {
  const runs = [
    replayed([sent(0, { norms: [0.5, 20] })]),
    replayed([sent(0, { norms: [0.003, null, 0], weight: -3 })]),
  ];
  assert.deepEqual(normRange(runs), [-3, 2]);
  assert.equal(normRange([replayed([sent(0, { norms: [0] })])]), null);
  assert.deepEqual(normRange([replayed([sent(0, { norms: [1] })])]), [0, 1]);
  assert.deepEqual(weightReach(runs), [3]);
  assert.deepEqual(countsWithin(Float64Array.from([-3, -2.9, 0, 3, NaN]), 3, 3), [2, 1, 1]);
});

test("the best is named with its cost, against the first; none where costs do not compare", () => {
  const frames = [sent(60, { cost: 0.4 }), sent(60, { cost: 0.1 })];
  assert.deepEqual(bestOf(frames, "test"), { best: 1, cost: 0.1, first: 0.4 });
  assert.equal(
    sentence(DATA, frames, 1234),
    "After 1,234 iterations #5 α 0.1 → 0.3 is best (test cost 0.1000, −0.3000 against #2).",
  );
  assert.equal(
    sentence(DATA, [sent(9, { cost: 0.1, test: null }), null], 9),
    "After 9 iterations #2 α 0.1 is best (train cost 0.1000).",
  );
  assert.equal(sentence({ ...DATA, is_comparable: false }, frames, 60), "");
  assert.equal(sentence(DATA, [null, null], 0), "");
});

test("what diverged is named, and progress counts all iterations", () => {
  const runs = [replayed([sent(0), sent(50)], { isDone: false }), replayed([sent(0)], { diverged: 41 })];
  assert.deepEqual(divergences(DATA, runs), ["#5 α 0.1 → 0.3 diverged at iteration 41."]);
  assert.equal(progressOf(DATA.runs, runs), 0.75);
  assert.equal(nameOf({ number: 3, name: "" }), "#3");
});

test("curves are those of training, or of the test part where there is one", () => {
  const curve = {
    points: [
      [1, 2],
      [0.7, null],
    ],
    iteration: [1, 2],
    train_data_cost: [0.7, 0.6],
    test_cost: [0.8, 0.9],
  };
  const run = { ...NOTHING, curve };
  assert.deepEqual(pointsOf(run, "test").y, [0.8, 0.9]);
  assert.deepEqual(pointsOf(run, "train").y, [0.7, null]);
  assert.deepEqual(pointsOf({ ...run, curve: { ...curve, test_cost: [null, null] } }, "test").y, [0.7, null]);
  const model = { iteration: 2, last: 10, scale: "log", measure: "test", texts: TEXTS, colors: {}, font: "f" };
  const line = { name: "<b> & α", color: "#000", dash: "dot", replayed: run };
  const [data, layout] = [tracesOf({ ...model, runs: [line] }), layoutOf({ ...model, runs: [line] })];
  assert.deepEqual([data[0].name, layout.yaxis.type, layout.shapes[0].x0], ["&lt;b> &amp; α", "log", 2]);
  assert.equal(layoutOf({ ...model, runs: [line] }, 300).showlegend, false);
});

test("a regression has targets in place of classes", () => {
  const texts = { panel_matrix: "matrix", panel_scatter: "scatter" };
  assert.match(panelsMarkup([{ network: { task: "regression" } }], texts), /scatter/);
  assert.match(panelsMarkup([{ network: { task: "binary" } }], texts), /matrix/);
});
