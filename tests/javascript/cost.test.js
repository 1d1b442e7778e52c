// The cost chart without a browser: curves, figures, labels, and numbers as text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { roundEnd, traces, wholeTicks } from "../../pages/live/static/cost/cost_figure.js";
import { changeLabels, referenceLabels, referenceShapes } from "../../pages/live/static/cost/cost_labels.js";
import { RunCurves } from "../../pages/live/static/cost/run_curves.js";
import { Series, smoothed } from "../../pages/live/static/cost/series.js";
import { cost, duration, fill, rate, score, setting, whole } from "../../pages/live/static/ui/format.js";
import { escapeHtml, short, signed, symbol } from "../../pages/live/static/ui/words.js";

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
  const model = { train, test: test_, smoothing: 0, texts: {}, colors: {} };
  assert.deepEqual(
    traces(model).map(({ mode }) => mode),
    ["markers", "markers", "markers"],
  );
  train.append([2], [1]);
  assert.deepEqual(
    traces(model).map(({ mode, x }) => [mode, x.length]),
    [
      ["lines", 2],
      ["lines", 2],
      ["lines", 0],
    ],
  );
});

test("reference lines that coincide share a label; one that is not finite is no line", () => {
  const lines = [
    { value: 0.5, label: "a" },
    { value: 0.502, label: "b" },
    { value: 0.1, label: "c" },
  ];
  assert.deepEqual(
    referenceLabels(lines, "linear", {}, 1).map(({ text, yanchor }) => [text, yanchor]),
    [
      ["b, a", "bottom"],
      ["c", "top"],
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

test("numbers are written for people", () => {
  assert.deepEqual([NaN, Infinity, null, undefined].map(cost), ["–", "–", "–", "–"]);
  assert.deepEqual([0.6931499, 12.3456, 1.5e9, 0, -0.5].map(cost), ["0.6931", "12.346", "1.50×10⁹", "0", "-0.5000"]);
  assert.deepEqual([7384, 64, 0, NaN].map(duration), ["2:03:04", "1:04", "0:00", "–"]);
  assert.deepEqual(
    [whole(1234567, "en"), rate(1234.5, "en"), score(0.5, "accuracy"), score(0.5, "r2")],
    ["1,234,567", "1,230", "50.0%", "0.500"],
  );
  assert.deepEqual([setting(null), setting(0.1 + 0.2), setting("adam")], ["–", "0.3", "adam"]);
  assert.equal(fill("{a} of {b}", { a: 1 }), "1 of {b}");
});

test("words for the picture have true minus signs", () => {
  assert.deepEqual([NaN, Infinity, -Infinity, 0, -0.00012, undefined].map(short), [
    "NaN",
    "∞",
    "−∞",
    "0",
    "−1.20×10⁻⁴",
    "–",
  ]);
  assert.equal(signed(-2), "− 2");
  assert.match(symbol("w", 2, 3, 1), /<sup>\[2\]<\/sup><sub>4,2<\/sub>/);
  assert.equal(escapeHtml("<a&'\">"), "&#60;a&#38;&#39;&#34;&#62;");
});
