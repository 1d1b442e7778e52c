// The cost chart without a browser: curves, figures, labels, the state of the run in words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { layout, roundEnd, traces, wholeTicks } from "../../pages/live/static/cost/cost_figure.js";
import {
  changeLabels,
  changeShapes,
  referenceAt,
  referenceLabels,
  referenceShapes,
} from "../../pages/live/static/cost/cost_labels.js";
import { RunCurves } from "../../pages/live/static/cost/run_curves.js";
import { statusWord, summary, tabWords } from "../../pages/live/static/cost/run_numbers.js";
import { Series, smoothed } from "../../pages/live/static/cost/series.js";

test("a series takes each point once, and no value that is not finite", () => {
  const series = new Series();
  assert.equal(series.lastX, -Infinity);
  assert.equal(series.append([1, 2, 2, 3, 4], [5, NaN, 4, null, Infinity]), 2);
  assert.deepEqual(
    [series.x, series.y],
    [
      [1, 2],
      [5, 4],
    ],
  );
  assert.equal(series.append([1], [9]), 0);
});

test("a series stays bounded and keeps its ends and extremes", () => {
  const series = new Series(40);
  for (let i = 0; i < 1000; i++) series.append([i], [i === 137 ? 99 : i === 701 ? -99 : 0]);
  assert.ok(series.length <= 40);
  assert.deepEqual([series.x[0], series.lastX, Math.max(...series.y), Math.min(...series.y)], [0, 999, 99, -99]);
});

test("smoothing is a corrected moving average", () => {
  assert.deepEqual(smoothed([1, 2], [4, 8], 0), [4, 8]);
  assert.deepEqual(smoothed([], [], 0.9), []);
  assert.deepEqual(smoothed([1], [4], 0.9), [4]);
  assert.ok(Math.abs(smoothed([1, 2], [4, 8], 0.5)[1] - (0.25 * 4 + 0.5 * 8) / 0.75) < 1e-12);
});

test("the axis ends at a round number, at most at the last iteration to come", () => {
  assert.deepEqual([roundEnd(7, null), roundEnd(101, null), roundEnd(1001, 1200)], [10, 150, 1200]);
  assert.deepEqual([wholeTicks(8), wholeTicks(9), wholeTicks(undefined)], [{ dtick: 1 }, {}, {}]);
});

test("one point is a marker, more are a line", () => {
  const [train, test_] = [new Series(), new Series()];
  train.append([1], [2]);
  const model = { train, trainData: new Series(), hasPenalty: false, test: test_, smoothing: 0, texts: {}, colors: {} };
  assert.deepEqual(
    traces(model).map(({ mode }) => mode),
    ["markers", "markers", "markers", "markers"],
  );
  train.append([2], [1]);
  assert.deepEqual(
    traces(model).map(({ mode, x }) => [mode, x.length]),
    [
      ["lines", 2],
      ["lines", 2],
      ["lines", 0],
      ["lines", 0],
    ],
  );
});

test("with L2 the train cost without it is a curve of its own, as comparable as it is dashed", () => {
  const curves = new RunCurves();
  curves.append({
    points: [
      [1, 2],
      [0.8, 0.7],
    ],
    evaluations: { iteration: [1, 2], train_data_cost: [0.6, 0.5], test_cost: [0.65, 0.55] },
  });
  const texts = {
    train_cost: "train",
    train_cost_with_penalty: "train, with L2",
    train_cost_without_penalty: "train, no L2",
    test_cost: "test",
    test_cost_without_penalty: "test, no L2",
  };
  const shown = (hasPenalty) =>
    traces({ ...curves, hasPenalty, smoothing: 0, texts, colors: {} })
      .filter(({ visible, x }) => visible !== false && x.length > 0)
      .map(({ name, y, line }) => [name, y, line.dash]);
  assert.deepEqual(shown(curves.hasPenalty(0)), [
    ["train", [0.8, 0.7], undefined],
    ["test", [0.65, 0.55], "dash"],
  ]);
  assert.deepEqual(shown(curves.hasPenalty(0.1)), [
    ["train, with L2", [0.8, 0.7], undefined],
    ["train, no L2", [0.6, 0.5], "dash"],
    ["test, no L2", [0.65, 0.55], "dash"],
  ]);
});

test("a run whose λ was switched off goes on showing what it had", () => {
  const curves = new RunCurves();
  assert.equal(curves.hasPenalty(0), false);
  curves.append({ points: [[], []], changes: [{ iteration: 9, field: "learning_rate", old: 0.1, new: 0.2 }] });
  assert.equal(curves.hasPenalty(0), false);
  curves.append({ points: [[], []], changes: [{ iteration: 9, field: "l2", old: 0.1, new: 0 }] });
  assert.equal(curves.hasPenalty(0), true);
  curves.clear();
  assert.equal(curves.hasPenalty(0), false);
});

test("reference lines that coincide share a label; one that is not finite is no line", () => {
  const lines = [
    { value: 0.5, label: "a", meaning: "undecided" },
    { value: 0.502, label: "b", meaning: "the mean" },
    { value: 0.1, label: "c", meaning: "one\ntwo" },
  ];
  assert.deepEqual(
    referenceLabels(lines, "linear", {}, 1).map(({ text, yanchor, hovertext }) => [text, yanchor, hovertext]),
    [
      ["b, a", "bottom", "b: the mean<br>a: undecided"],
      ["c", "top", "c: one<br>two"],
    ],
  );
  assert.equal(referenceShapes([{ value: NaN, label: "" }], {}).length, 0);
  assert.equal(referenceLabels([{ value: 100, label: "" }], "log", {}, 1)[0].y, 2);
});

test("a change is named by its symbol", () => {
  const changes = [
    { iteration: 5, field: "learning_rate", old: 0.1, new: 0.03 },
    { iteration: 5, field: "W^[1]_2,1", old: 1, new: 2 },
  ];
  const room = { pixels: 10, rows: 2, size: 12 };
  assert.equal(changeLabels(changes, {}, {}, room)[0].text, "α 0.1 → 0.03, W<sup>[1]</sup><sub>2,1</sub> 1 → 2");
  assert.deepEqual(changeLabels([{ iteration: 5, field: "l2", old: 1, new: 1 }], {}, {}, room), []);
});

test("several changes of a field at one iteration are one", () => {
  const curves = new RunCurves();
  const change = (old, now) => ({ iteration: 3, field: "l2", old, new: now });
  assert.equal(curves.append({ points: [[1], [2]], changes: [change(1, 2), change(2, 3)] }), true);
  assert.deepEqual([...curves.changes.values()], [change(1, 3)]);
  assert.equal(curves.append({}), false);
});

test("a curve that becomes thinner has the lowest and the highest of each interval", () => {
  const series = new Series(8);
  // nine points: two intervals of four iterations about 1 … 9; 1 and 9 stay, of 2 … 4 and of 5 … 8 the extremes
  series.append([1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 5, 1, 3, 2, 9, 4, -1, 7]);
  assert.deepEqual(
    [series.x, series.y],
    [
      [1, 2, 3, 6, 8, 9],
      [0, 5, 1, 9, -1, 7],
    ],
  );
  series.clear();
  assert.deepEqual([series.length, series.lastX], [0, -Infinity]);
});

test("a curve of a long run is smoothed by thousandths of the run", () => {
  // a run of 2000 iterations: two of them halve the past, at 0.5
  const y = smoothed([0, 2, 2000], [4, 8, 8], 0.5);
  assert.equal(y[0], 4);
  assert.ok(Math.abs(y[1] - (0.25 * 4 + 0.5 * 8) / 0.75) < 1e-12);
  assert.ok(Math.abs(y[2] - 8) < 1e-12);
});

test("a change has a line across the chart; one that changes nothing has none", () => {
  const change = (iteration, now) => ({ iteration, field: "l2", old: 0, new: now });
  const shapes = changeShapes([change(5, 1), change(5, 2), change(7, 0), change(9, 3)], { change: "red" });
  assert.deepEqual(
    shapes.map(({ x0, x1, y0, y1, yref }) => [x0, x1, y0, y1, yref]),
    [
      [5, 5, 0, 1, "paper"],
      [9, 9, 0, 1, "paper"],
    ],
  );
  assert.equal(shapes[0].line.color, "red");
});

test("labels of changes that would cover each other go to another row, and the oldest gives way", () => {
  const change = (iteration) => ({ iteration, field: "l2", old: 0, new: 1 });
  const room = { pixels: 1, rows: 2, size: 10 };
  const labels = changeLabels([change(100), change(110), change(120), change(400)], {}, { change: "red" }, room);
  // "λ 0 → 1" is 7 letters of 6.6 pixels, so 46 wide: of 100, 110 and 120 two have room
  assert.deepEqual(
    labels.map(({ x, yshift, text, xanchor }) => [x, yshift, text, xanchor]),
    [
      [400, 1, "λ 0 → 1", "center"],
      [120, 1, "λ 0 → 1", "center"],
      [110, 15, "λ 0 → 1", "center"],
    ],
  );
  assert.equal(changeLabels([change(3)], {}, {}, room)[0].xanchor, "left");
});

test("changes are worded by their fields", () => {
  const texts = { batch_size: "Batch size", full_batch: "all", iterations: "Iterations", optimizer_adam: "Adam" };
  const word = (field, old, now) =>
    changeLabels([{ iteration: 1, field, old, new: now }], texts, {}, { pixels: 1, rows: 1, size: 10 })[0].text;
  assert.deepEqual(
    [word("batch_size", 32, null), word("iterations", 100, 200)],
    ["Batch size 32 → all", "Iterations 100 → 200"],
  );
  assert.deepEqual(
    [word("optimizer", "momentum", "adam"), word("optimizer", "adam", "one without a name")],
    ["Adam", "one without a name"],
  );
  assert.equal(word("b^[2]_3", 0, 0.5), "b<sup>[2]</sup><sub>3</sub> 0 → 0.5");
});

test("the axes of the cost chart follow the curves and the room", () => {
  const [train, empty] = [new Series(), new Series()];
  const model = {
    train,
    test: empty,
    scale: "log",
    smoothing: 0,
    total: 500,
    hasEnded: false,
    references: [],
    changes: [],
    lines: [],
    axis: "iterations",
  };
  const shown = { ...model, texts: {}, colors: {}, font: "serif", revision: "run 1" };
  const wide = { width: 900, height: 400, touched: false };
  assert.deepEqual(layout(shown, wide).xaxis.range, [0, 500]);
  train.append([1, 101], [2, 1]);
  const chart = layout(shown, wide);
  assert.deepEqual([chart.xaxis.autorangeoptions, chart.xaxis.range], [{ include: [0, 150] }, undefined]);
  assert.deepEqual([chart.yaxis.type, chart.yaxis.rangemode, chart.yaxis.uirevision], ["log", "normal", "run 1 log"]);
  assert.deepEqual([chart.margin, chart.dragmode], [{ l: 66, r: 18, t: 64, b: 44 }, "zoom"]);
  const phone = layout(
    { ...shown, scale: "linear", hasEnded: true },
    { width: 400, height: 200, touched: true, letters: 2 },
  );
  assert.deepEqual([phone.margin, phone.dragmode], [{ l: 108, r: 10, t: 94, b: 88 }, false]);
  assert.deepEqual([phone.xaxis.autorangeoptions.include, phone.yaxis.rangemode], [[0, 101], "tozero"]);
});

test("the state of a run and its curve are said in words", () => {
  const texts = {
    status_paused: "Paused",
    summary_empty: "nothing yet",
    summary_other: "{count}: {first} to {train}, test {test}",
    summary_without_test_other: "{count}: {first} to {train}",
  };
  assert.deepEqual([statusWord("paused", texts), statusWord("other", texts)], ["Paused", "other"]);
  const [train, words] = [new Series(), { texts, language: "en" }];
  assert.equal(summary(train, undefined, words), "nothing yet");
  train.append([1, 1200], [0.75, 0.25]);
  assert.equal(summary(train, undefined, words), "1,200: 0.7500 to 0.2500");
  assert.equal(summary(train, { train_cost: 0.5, test_cost: 0.125 }, words), "1,200: 0.7500 to 0.5000, test 0.1250");
});

test("the tab is called by the state of the run and its cost", () => {
  assert.equal(tabWords({ status: "running", latest: { train_cost: 0.21314, cost: 0.3 } }), "▶ 0.2131");
  assert.equal(tabWords({ status: "paused", latest: { train_cost: null, cost: 0.3 } }), "⏸ 0.3000");
  assert.equal(tabWords({ status: "running", latest: { train_cost: null, cost: null } }), "");
  assert.equal(tabWords({ status: "idle" }), "");
});

test("a cost that is shown with the digits of a line is the line's", () => {
  const line = { value: Math.LN2, label: "ln 2", meaning: "" };
  assert.equal(referenceAt(0.69316, [line]), line);
  assert.equal(referenceAt(0.6932, [line]), undefined);
  assert.equal(referenceAt(null, [line]), undefined);
  assert.equal(referenceAt(Math.LN2, []), undefined);
});
