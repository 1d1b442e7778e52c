// The list of runs: names by differences, columns that tell something, the best, the order, deltas from the baseline.
import assert from "node:assert/strict";
import { test } from "node:test";
import { colorOf, dashOf } from "../../../pages/live/static/runs/appearance.js";
import { hasPlace } from "../../../pages/live/static/runs/axis.js";
import { comparisonOf } from "../../../pages/live/static/runs/comparison.js";
import { differences, differenceWords, nameOf, oldest, varying } from "../../../pages/live/static/runs/differences.js";
import { lineEnds, lineTraces } from "../../../pages/live/static/runs/lines.js";
import { drawnRuns, nearestRun } from "../../../pages/live/static/runs/nearest_run.js";
import { bestOf, columnsOf, deltaOf, sorted } from "../../../pages/live/static/runs_list/columns.js";

const TEXTS = {
  language: "en",
  same_settings: "same",
  changes_one: "{count} change",
  changes_other: "{count} changes",
  list_separator: ", ",
  again: "again ({seed})",
  baseline: "baseline",
  iterations: "iterations",
  same_start: "alike",
  other_start: "seeds {seeds}",
  other_weights: "other networks",
  other_data: "other data",
  other_penalty: "penalty",
};
const LABELS = { learning_rate: "α", units: "Units", seed: "Seed", l2: "λ" };
const row = (more = {}, settings = {}) => ({
  ...{ id: "a", number: 1, colour: 0, name: "", note: "", status: "finished", stop: "iterations", iteration: 100 },
  ...{ train_cost: 0.5, train_data_cost: 0.5, test_cost: 0.6, train_score: 0.9, test_score: 0.8, seconds: 2 },
  ...{ score: "accuracy", l2: 0, data: "d", start: "s", epoch: 100, read_only: null, ...more },
  settings: { learning_rate: "0.1", units: "8 · 5", seed: "0", l2: "0", ...settings },
});

test("a run is named by what differs from the baseline", () => {
  const base = row();
  const name = (other) => nameOf(other, base, LABELS, TEXTS);
  assert.equal(name(base), "baseline");
  assert.equal(name(row({ id: "b", name: "mine" })), "mine");
  assert.equal(name(row({ id: "b" }, { learning_rate: "0.3" })), "α 0.1 → 0.3");
  assert.equal(name(row({ id: "b" }, { learning_rate: "0.3", seed: "7" })), "α 0.1 → 0.3, Seed 7");
  assert.equal(name(row({ id: "b" }, { learning_rate: "0.3", seed: "7", l2: "1" })), "3 changes");
  assert.equal(name(row({ id: "b" })), "again (0)");
  assert.equal(differenceWords([], TEXTS), "same");
  assert.deepEqual(differences({}, { l2: "1" }, LABELS), [{ name: "l2", label: "λ", old: "–", now: "1" }]);
});

test("of a run of another version may be known its figures alone", () => {
  const lost = { ...row({ id: "x", read_only: "why", data: "", start: "" }), settings: {} };
  const [base, other] = [row(), row({ id: "b" }, { learning_rate: "0.3" })];
  const texts = { ...TEXTS, unknown_settings: "unknown" };
  assert.equal(nameOf(lost, base, LABELS, texts), "unknown");
  assert.equal(nameOf({ ...lost, name: "mine" }, base, LABELS, texts), "mine");
  assert.deepEqual(varying([base, other, lost], LABELS), ["learning_rate"]);
  assert.equal(oldest([other, base, lost]), base);
  assert.deepEqual(comparisonOf([base, lost, row({ id: "c" })], TEXTS), { start: "alike", incomparable: "" });
  const course = {
    examples: 0,
    batches: [],
    time: [
      [0, 5],
      [0, 1],
    ],
  };
  assert.deepEqual(
    ["iterations", "epochs", "examples", "seconds"].map((axis) => hasPlace(axis, course)),
    [true, false, false, true],
  );
});

test("only what differs has a column, of one run all that there is", () => {
  const [a, b] = [row(), row({ id: "b", train_cost: 0.4, iteration: 100 }, { learning_rate: "0.3" })];
  const keys = (rows) => columnsOf(rows, LABELS, TEXTS, "en").map(({ key }) => key);
  assert.deepEqual(keys([a, b]), ["setting_learning_rate", "train_cost"]);
  assert.deepEqual(varying([a, b], LABELS), ["learning_rate"]);
  assert.ok(keys([a]).includes("test_score") && !keys([row({ test_cost: null })]).includes("test_cost"));
});

test("the better end of a column is marked, deltas are signed, and runs on other data have none", () => {
  const [a, b, c] = [
    row(),
    row({ id: "b", train_cost: 0.4, train_score: 0.95 }),
    row({ id: "c", train_cost: null, data: "e" }),
  ];
  const columns = columnsOf([a, b, c], LABELS, TEXTS, "en");
  const [cost, score] = ["train_cost", "train_score"].map((key) => columns.find((column) => column.key === key));
  assert.deepEqual([bestOf(cost, [a, b, c]), bestOf(score, [a, b]), bestOf(cost, [a])], [0.4, 0.95, null]);
  assert.deepEqual(deltaOf(cost, b, a), { text: "−0.1000", isBetter: true });
  assert.deepEqual(deltaOf(score, b, a), { text: "+5.0%", isBetter: true });
  assert.deepEqual(deltaOf(cost, a, b), { text: "+0.1000", isBetter: false });
  assert.deepEqual([deltaOf(cost, a, a), deltaOf(cost, c, a), deltaOf(cost, a, undefined)], [null, null, null]);
});

test("rows are sorted by value, those without one last", () => {
  const rows = [
    row({ id: "none", train_cost: null }),
    row({ id: "high", train_cost: 2 }),
    row({ id: "low", train_cost: 1 }),
  ];
  const column = { value: ({ train_cost }) => train_cost };
  const ids = (isDescending) => sorted(rows, column, isDescending).map(({ id }) => id);
  assert.deepEqual(
    [ids(false), ids(true)],
    [
      ["low", "high", "none"],
      ["high", "low", "none"],
    ],
  );
  const texts = sorted([{ v: "α 10" }, { v: "α 9" }], { value: ({ v }) => v }, false);
  assert.deepEqual(
    texts.map(({ v }) => v),
    ["α 9", "α 10"],
  );
  assert.equal(sorted(rows, undefined, false), rows);
});

test("what is drawn is said to be comparable or not", () => {
  const say = (...rows) => comparisonOf(rows, TEXTS);
  assert.deepEqual(say(row()), { start: "", incomparable: "" });
  assert.deepEqual(say(row(), row({ id: "b" })), { start: "alike", incomparable: "" });
  assert.deepEqual(say(row(), row({ start: "t" }, { seed: "7" })), { start: "seeds 0 / 7", incomparable: "" });
  assert.equal(say(row(), row({ start: "t" }, { units: "3" })).start, "other networks");
  assert.equal(say(row(), row({ data: "e" })).incomparable, "other data");
  assert.equal(say(row(), row({ l2: 1 })).incomparable, "penalty");
});

const LINE = {
  id: "a",
  name: "a <b> & c",
  x: [1, 2],
  y: [3, 4],
  color: "#123456",
  dash: "dot",
  end: "#1",
  isGhost: false,
  isMarked: false,
};

test("each curve has arrays of its own, its name is shown as it is, one that is pointed at stands out", () => {
  const [trace] = lineTraces([LINE]);
  assert.deepEqual([trace.name, trace.uid, trace.meta, trace.opacity], ["a &lt;b> &amp; c", "run-a", "a", 1]);
  const marked = lineTraces([LINE, { ...LINE, id: "b", isMarked: true }]);
  assert.deepEqual(
    marked.map(({ opacity, line }) => [opacity, line.width]),
    [
      [0.25, 2],
      [1, 3.4],
    ],
  );
  const banded = lineTraces([{ ...LINE, band: { low: [2, 3], high: [4, 5] } }]);
  assert.deepEqual(
    banded.map(({ uid }) => uid),
    ["low-a", "high-a", "run-a"],
  );
  assert.equal(new Set(banded.map(({ x }) => x)).size, 3);
  assert.equal(banded[1].fill, "tonexty");
});

test("a few curves have their numbers at their ends", () => {
  assert.deepEqual(
    lineEnds([LINE], "linear", 12).map(({ x, y, text }) => [x, y, text]),
    [[2, 4, "#1"]],
  );
  assert.equal(lineEnds([LINE], "log", 12)[0].y, Math.log10(4));
  assert.deepEqual(
    [lineEnds([{ ...LINE, isGhost: true }], "linear", 12), lineEnds(Array(5).fill(LINE), "linear", 12)],
    [[], []],
  );
});

test("the nearest curve of another run is found within reach", () => {
  const element = {
    _fullLayout: { yaxis: { d2p: (y) => 100 - 10 * y, _offset: 5 } },
    getBoundingClientRect: () => ({ top: 20 }),
  };
  const points = [
    { y: 3, data: { meta: "a" } },
    { y: 4, data: {} },
  ];
  assert.equal(nearestRun({ points, event: { clientY: 95 } }, element), "a");
  assert.equal(nearestRun({ points, event: { clientY: 85 } }, element), null); // the run on the page is nearer
  assert.equal(nearestRun({ points, event: { clientY: 300 } }, element), null);
  assert.equal(nearestRun({}, element), null);
  assert.notEqual(drawnRuns([LINE]), drawnRuns([{ ...LINE, isMarked: true }]));
});

test("a run has its colour and its dash for ever", () => {
  assert.deepEqual(
    [colorOf({ colour: 3 }, { run_3: "red" }), colorOf({ colour: 3 }, { reference: "grey" })],
    ["red", "grey"],
  );
  assert.equal(new Set([1, 2, 3, 4, 5].map((number) => dashOf({ number }))).size, 5);
});
