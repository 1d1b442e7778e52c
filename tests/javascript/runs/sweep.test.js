// What came of a sweep: costs after equally much, the best in a sentence, and whether it may be luck.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Series } from "../../../pages/live/static/cost/series.js";
import { gridOf, shade } from "../../../pages/live/static/sweep/grid_result.js";
import { bandOf, rangeOf } from "../../../pages/live/static/sweep/sweep_bands.js";
import {
  costAt,
  costsAfterEquallyMuch,
  latestCosts,
  resultOf,
  spreadOfSeeds,
} from "../../../pages/live/static/sweep/sweep_result.js";
import { bars, luckWords, sentence } from "../../../pages/live/static/sweep/sweep_words.js";
import { readValues, writtenValues } from "../../../pages/live/static/sweep/trial_choice.js";

const TEXTS = {
  language: "en",
  sweep_best: "Best after {after}: {setting} ({measure} {cost}).",
  sweep_best_against: "Best after {after}: {setting} ({measure} {cost}, {delta} against {other}).",
  sweep_diverged: "{setting} diverged at iteration {iteration}.",
  sweep_more_diverged_one: "{count} more.",
  sweep_more_diverged_other: "{count} more.",
  sweep_none: "All diverged.",
  amount_iterations: "{number} iterations",
  amount_seconds: "{number} seconds",
  sentence_separator: " ",
  test_cost: "test cost",
  train_cost: "train cost",
  luck_one_seed: "one seed",
  luck_ranges: "overlap",
  no_luck: "no luck",
};
const LABELS = { learning_rate: "α", l2: "λ" };
const VIEW = { iterations: 100, labels: LABELS, present: { learning_rate: "0.1", l2: "0" }, separator: ", " };
const WORDS = { axis: "iterations", texts: TEXTS, language: "en" };

let number = 0;
// A run with a value and a curve that falls to its cost at its last iteration.
function tried(
  value,
  cost,
  { penalty = null, seed = "0", last = 100, stop = "iterations", status = "finished", seconds = 1 } = {},
) {
  number += 1;
  const curve = {
    train: new Series(),
    test: new Series(),
    course: {
      examples: 10,
      batches: [[1, null]],
      time: [
        [0, last],
        [0, seconds],
      ],
    },
  };
  curve.train.append([1, last], [1, cost]);
  curve.test.append([1, last], [1, cost]);
  const row = {
    id: `run ${number}`,
    number,
    stop,
    status,
    iteration: last,
    data: "d",
    settings: { learning_rate: value, l2: penalty ?? "0", seed },
    tries: [{ setting: "learning_rate", value: Number(value), text: value, title: "Learning rate α" }],
  };
  if (penalty !== null) row.tries.push({ setting: "l2", value: Number(penalty), text: penalty, title: "λ" });
  return { ...row, train_data_cost: cost, test_cost: cost, curve };
}
const curvesOf = (runs) => (id) => runs.find((run) => run.id === id).curve;
const result = (runs, { all = runs, axis = "iterations" } = {}) =>
  resultOf(runs, all, costsAfterEquallyMuch(runs, curvesOf(runs), axis), VIEW);

test("the best after equally many iterations is named, against the value on the page, and what diverged", () => {
  const runs = [
    tried("0.1", 0.153),
    tried("0.3", 0.041),
    tried("3", NaN, { stop: "non_finite", last: 41, status: "stopped" }),
  ];
  const found = result(runs);
  assert.deepEqual([found.amount, found.isDone, found.progress, found.best.name], [100, true, 1, "α = 0.3"]);
  assert.equal(
    sentence(found, WORDS),
    "Best after 100 iterations: α = 0.3 (test cost 0.0410, −0.1120 against α = 0.1). α = 3 diverged at iteration 41.",
  );
  assert.deepEqual(
    bars(found).map(({ share }) => Number(share.toFixed(3))),
    [1, 0.268, 0],
  );
});

test("a run that is best already is compared with the second, one alone with none, none with nothing", () => {
  assert.match(sentence(result([tried("0.1", 0.1), tried("0.3", 0.2)]), WORDS), /α = 0.1 .*−0.1000 against α = 0.3/);
  const wild = () => tried("9", NaN, { stop: "non_finite", last: 3, status: "stopped" });
  assert.equal(
    sentence(result([tried("0.1", 0.1), wild()]), WORDS).split(" α = 9")[0],
    "Best after 100 iterations: α = 0.1 (test cost 0.1000).",
  );
  assert.match(sentence(result([wild()]), WORDS), /^All diverged. α = 9/);
});

test("costs are compared where the shortest run stands, in whatever the axis counts", () => {
  const runs = [
    tried("0.1", 0.2, { last: 50, status: "running", stop: null, seconds: 4 }),
    tried("0.3", 0.1, { seconds: 2 }),
  ];
  const found = result(runs);
  assert.deepEqual([found.amount, found.isDone, found.progress], [50, false, 0.75]);
  assert.deepEqual(
    found.entries.map(({ cost }) => cost),
    [0.2, 1],
  ); // the second had its first cost by then
  assert.equal(result(runs, { axis: "seconds" }).amount, 2);
  assert.equal(costAt(undefined, "test", "iterations", 5), null);
});

test("with several seeds the middle one counts, and luck is where ranges overlap", () => {
  const seeds = (value, costs) => costs.map((cost, seed) => tried(value, cost, { seed: String(seed) }));
  const apart = result([...seeds("0.1", [0.5, 0.4, 0.6]), ...seeds("0.3", [0.1, 0.3, 0.2])]);
  assert.deepEqual([apart.best.cost, apart.best.low, apart.best.high, apart.isLuck], [0.2, 0.1, 0.3, false]);
  assert.equal(luckWords(apart, TEXTS), "no luck");
  const near = result([...seeds("0.1", [0.5, 0.25, 0.6]), ...seeds("0.3", [0.1, 0.3, 0.2])]);
  assert.deepEqual([near.isLuck, luckWords(near, TEXTS)], [true, "overlap"]);
});

test("with one seed each it is luck unless the spread of seeds is known to be smaller", () => {
  const runs = [tried("0.1", 0.5), tried("0.3", 0.2)];
  assert.deepEqual([result(runs).isLuck, luckWords(result(runs), TEXTS)], [null, "one seed"]);
  const again = tried("0.1", 0.45, { seed: "7" });
  const all = [...runs, again];
  assert.ok(Math.abs(spreadOfSeeds(all, "test") - 0.05) < 1e-12);
  const known = result(runs, { all });
  assert.deepEqual([known.isLuck, luckWords(known, TEXTS)], [false, "no luck"]);
  assert.equal(spreadOfSeeds(runs, "test"), null);
});

test("the middle and the range of some curves, each with its latest cost", () => {
  const curves = [
    { x: [1, 3], y: [5, 1] },
    { x: [1, 2, 3], y: [4, 3, 2] },
    { x: [2], y: [9] },
  ];
  assert.deepEqual(rangeOf(curves), { x: [1, 3], middle: [4.5, 2], low: [4, 1], high: [5, 9] });
  assert.deepEqual(rangeOf([]), { x: [], middle: [], low: [], high: [] });
  const [a, b] = [tried("0.1", 0.2), tried("0.1", 0.4)];
  const look = { name: "n", axis: "epochs", measure: "train", color: "#000", number: 1, isMarked: false };
  const band = bandOf([a, b], [a.curve, b.curve], look);
  assert.deepEqual([band.x, band.y[1].toFixed(3), band.band.high[1]], [[1, 100], "0.300", 0.4]);
  assert.equal(bandOf([a], [], look), null);
});

test("values are written and read, the full batch by its name", () => {
  assert.deepEqual(readValues("0.03, 0.1;1e-3  −2"), [0.03, 0.1, 0.001, -2]);
  assert.deepEqual(readValues("full，64、16"), [null, 64, 16]);
  assert.deepEqual([readValues("a"), readValues("")], [null, []]);
  assert.deepEqual(readValues(writtenValues([null, 64, 0.1])), [null, 64, 0.1]);
});

test("of two settings each pair is named with both, and compared with the pair of the page", () => {
  const cells = [
    ["0.1", "0", 0.4],
    ["0.1", "1", 0.3],
    ["0.3", "0", 0.04],
    ["0.3", "1", 0.1],
  ];
  const runs = cells.map(([rate, penalty, cost]) => tried(rate, cost, { penalty }));
  const found = result(runs);
  assert.equal(
    sentence(found, WORDS),
    "Best after 100 iterations: α = 0.3, λ = 0 (test cost 0.0400, −0.3600 against α = 0.1, λ = 0).",
  );
  const grid = gridOf(found);
  assert.deepEqual([grid.columns, grid.rows, grid.low, grid.high], [["0.1", "0.3"], ["0", "1"], 0.04, 0.4]);
  assert.deepEqual(
    grid.cells.map((row) => row.map(({ cost }) => cost)),
    [
      [0.4, 0.04],
      [0.3, 0.1],
    ],
  );
  assert.equal(grid.isOpen, false);
  const exploded = gridOf(result([...runs, tried("3", 1e9, { penalty: "0" })]));
  assert.deepEqual([exploded.high, exploded.isOpen, shade(1e9, exploded)], [0.4, true, 0]);
  assert.equal(gridOf(result(runs.slice(0, 3))).cells[1][1], null); // its run was deleted
});

test("a cell is the stronger the lower its cost, by powers of ten", () => {
  const range = { low: 0.001, high: 0.1 };
  assert.deepEqual([shade(0.001, range), shade(0.1, range), shade(null, range)], [1, 0, null]);
  assert.ok(Math.abs(shade(0.01, range) - 0.5) < 1e-12);
  assert.equal(shade(0.5, { low: 0.5, high: 0.5 }), 1);
  assert.equal(shade(0.25, { low: 0, high: 0.5 }), 0.5);
});

test("before the curves are there the latest costs stand for them, and of many that diverged a few are named", () => {
  const wild = (value) => tried(value, NaN, { stop: "non_finite", last: 3, status: "stopped" });
  const runs = [tried("0.1", 0.2, { last: 40 }), ...["5", "6", "7", "8", "9"].map(wild)];
  const { costOf, measure } = latestCosts(runs.slice(0, 1));
  assert.deepEqual([costOf(runs[0]), measure], [0.2, "test"]);
  assert.match(sentence(result(runs), WORDS), /α = 5 diverged .* α = 7 diverged at iteration 3. 2 more.$/);
});
