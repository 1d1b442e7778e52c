// Curves of a lesson's chart without a browser: lines, readings, labels that do not overlap, and what is said of the ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "../../../pages/live/static/lesson_chart/costs_feed.js";
import {
  endedRun,
  hasEnded,
  highestOf,
  isDiverged,
  isMoving,
  lastOf,
  leavesAt,
  pathOf,
  readAt,
  spread,
} from "../../../pages/live/static/lesson_chart/curves.js";
import { geometryOf } from "../../../pages/live/static/lesson_chart/geometry.js";
import { placed, shortened, wrapped } from "../../../pages/live/static/lesson_chart/labels.js";
import { legendMarkup } from "../../../pages/live/static/lesson_chart/markup.js";
import { endSaid, legend, readingSaid, sketchSaid } from "../../../pages/live/static/lesson_chart/said.js";

const STOP = { reason: "non_finite", iteration: 4, layer: 2, quantity: "Z" };
const curve = (costs, more = {}) => ({
  ...{ generation: 1, iteration: costs.length, status: "running", stop: null },
  points: [costs.map((_, i) => i + 1), costs],
  ...more,
});
const RANGE = { low: 0, high: 1, scale: "linear" };
const GEOMETRY = geometryOf({ width: 1000, height: 400, letters: 1, iterations: 100, range: RANGE });
const run = (id, label, of, isHighlighted = false) => ({
  ...{ id, label, color: "#123456", dash: "solid", isHighlighted, curve: of },
});
const TEXTS = {
  ...{
    language: "en",
    sketch: "your sketch",
    diverged: "diverged",
    this_run: "this run",
    all_runs: "all {count} runs",
  },
  ...{
    spread: "{low} to {high}, middle {middle}",
    entry: "{name}: {value}",
    between: "; ",
    at_iteration: "at {iteration}",
  },
  ...{
    all_ended: "All have ended.",
    end: "{name}: {cost} at {iteration}.",
    end_diverged: "{name} diverged at {iteration}.",
  },
  ...{ end_without: "{name} made none.", end_all: "{name}: {spread}.", sentences: "{before} {after}" },
  ...{ not_sketched: "Nothing", sketched: "{first} to {last} of {all}" },
};
const WORDS = { texts: TEXTS, language: "en" };

test("the highest cost is that of all points that are numbers", () => {
  assert.equal(highestOf(curve([1, 57.25, null, 0.5])), 57.25);
  assert.equal(highestOf(curve([null])), -Infinity);
});

test("a line goes through its points, is parted where a cost is missing, and stays near the plot", () => {
  const { left, right, top, bottom } = GEOMETRY;
  const path = pathOf(curve([1, 0, null, 0.5]), GEOMETRY);
  const x = (iteration) => Math.round(10 * (left + (iteration / 100) * (right - left))) / 10;
  assert.equal(path, `M${x(1)} ${top}L${x(2)} ${bottom}M${x(4)} ${(top + bottom) / 2}`);
  assert.match(pathOf(curve([0.5]), GEOMETRY), /^M[\d.]+ [\d.]+h\.01$/);
  assert.equal(pathOf(curve([]), GEOMETRY), "");
  const far = pathOf(curve([1e30, -1e30]), GEOMETRY)
    .match(/-?[\d.]+/g)
    .map(Number);
  assert.ok(
    far.every((number) => Math.abs(number) < 2000),
    `${far}`,
  );
});

test("costs are read between points, before the first there is none, after the end the last one", () => {
  const one = {
    ...curve([]),
    points: [
      [1, 11, 21],
      [1, 0.5, 0.4],
    ],
  };
  assert.deepEqual(readAt(one, 11), { cost: 0.5, isOver: false });
  assert.deepEqual(readAt(one, 6), { cost: 0.75, isOver: false });
  assert.deepEqual(readAt(one, 21), { cost: 0.4, isOver: false });
  assert.deepEqual(readAt(one, 90), { cost: 0.4, isOver: true });
  assert.equal(readAt(one, 0), null);
  assert.equal(readAt(curve([]), 5), null);
});

test("how runs stand, and what the page is told of those that ended", () => {
  assert.ok(
    isMoving(curve([1])) && !isMoving(curve([1], { status: "paused" })) && !hasEnded(curve([1], { status: "paused" })),
  );
  const diverged = curve([0.7, 3, null], { status: "stopped", stop: STOP });
  assert.ok(isDiverged(diverged) && hasEnded(diverged));
  assert.deepEqual(lastOf(diverged), [2, 3]);
  assert.deepEqual(endedRun("a", diverged), { run_id: "a", iteration: 3, cost: 3, is_diverged: true });
  assert.deepEqual(endedRun("b", undefined), { run_id: "b", iteration: 0, cost: null, is_diverged: false });
  assert.equal(leavesAt(diverged, 1), 2);
  assert.equal(leavesAt(diverged, 5), null);
});

test("labels stand where they are wanted if they can, else side by side around it, within the plot", () => {
  assert.deepEqual(placed([10, 50, 90], 12, 0, 100), [10, 50, 90]);
  assert.deepEqual(placed([50, 50], 10, 0, 100), [45, 55]);
  assert.deepEqual(placed([51, 49], 10, 0, 100), [55, 45]);
  assert.deepEqual(placed([100, 100, 100], 10, 0, 100), [80, 90, 100]);
  assert.deepEqual(placed([], 10, 0, 100), []);
  let seed = 1;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  for (let round = 0; round < 200; round++) {
    const wanted = Array.from({ length: 8 }, () => random() * 140 - 20);
    const at = placed(wanted, 12, 0, 100);
    const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
    for (let i = 1; i < 8; i++) assert.ok(at[order[i]] - at[order[i - 1]] >= 12 - 1e-6);
    assert.ok(Math.min(...at) >= -1e-6 && Math.max(...at) <= 100 + 1e-6, `${at}`);
  }
});

test("a label that has no room is cut by whole letters", () => {
  const measure = (text) => [...text].length;
  assert.equal(shortened("α = 0.3", 7, measure), "α = 0.3");
  assert.equal(shortened("α = 0.35", 5, measure), "α =…");
  assert.equal(shortened("🦊🦊🦊", 2, measure), "🦊…");
});

test("a label of several words takes two lines before it is cut", () => {
  const measure = (text) => [...text].length;
  assert.deepEqual(wrapped("no hidden layer", 15, measure), ["no hidden layer"]);
  assert.deepEqual(wrapped("no hidden layer", 10, measure), ["no hidden", "layer"]);
  assert.deepEqual(wrapped("no hidden layers", 6, measure), ["no", "hidde…"]);
  assert.deepEqual(wrapped("没有隐藏层", 4, measure), ["没有隐…"]);
});

test("the legend names each labelled run, the sketch, and a whole class in one line", () => {
  const runs = [
    run("a", "α = 1", curve([0.7, 0.5])),
    run("b", "α = 9", curve([0.7, 9], { status: "stopped", stop: STOP })),
  ];
  const sketch = [
    [1, 0.5],
    [100, 0.1],
  ];
  const named = legend({ runs, sketch, range: RANGE, cursor: null }, WORDS);
  assert.deepEqual(
    named.map(({ name, value }) => [name, value]),
    [
      ["your sketch", ""],
      ["α = 1", "0.5000"],
      ["α = 9", "diverged"],
    ],
  );
  const at = legend({ runs, sketch, range: RANGE, cursor: 1 }, WORDS);
  assert.deepEqual(
    at.map(({ value }) => value),
    ["0.5000", "0.7000", "0.7000"],
  );
  assert.ok(legend({ runs, sketch: [], range: RANGE, cursor: 50 }, WORDS)[0].isOver);
  assert.equal(readingSaid(at, 1, WORDS), "at 1; your sketch: 0.5000; α = 1: 0.7000; α = 9: 0.7000");
  const many = Array.from({ length: 5 }, (_, i) => run(String(i), "", curve([0.1 * (i + 1)]), i === 2));
  const all = legend({ runs: many, sketch: [], range: RANGE, cursor: null }, WORDS);
  assert.deepEqual(
    all.map(({ name, value }) => [name, value]),
    [
      ["this run", "0.3000"],
      ["all 5 runs", "0.1000 to 0.5000, middle 0.3000"],
    ],
  );
});

test("labels are shown literally", () => {
  const html = legendMarkup([{ key: "a", name: "<img src=x>", value: "", color: '"><b>', dash: "dot", isOver: false }]);
  assert.ok(!html.includes("<img") && !html.includes('"><b>'));
});

test("the ends of runs are said in sentences", () => {
  const runs = [
    run("a", "α = 1", curve([0.7, 0.5], { status: "finished" })),
    run("b", "α = 9", curve([0.7, 9, null, null], { status: "stopped", stop: STOP })),
    run("c", "α = 0", undefined),
  ];
  assert.equal(endSaid(runs, WORDS), "All have ended. α = 1: 0.5000 at 2. α = 9 diverged at 4. α = 0 made none.");
  const many = Array.from({ length: 3 }, (_, i) => run(String(i), "", curve([i + 1])));
  assert.equal(endSaid(many, WORDS), "All have ended. all 3 runs: 1.0000 to 3.0000, middle 2.0000.");
  assert.deepEqual(spread([4, 1, 3, 2]), { low: 1, middle: 2.5, high: 4 });
  assert.equal(spread([]), null);
  assert.equal(sketchSaid([], 1000, WORDS), "Nothing");
  assert.equal(
    sketchSaid(
      [
        [1, 0],
        [900, 1],
      ],
      1000,
      WORDS,
    ),
    "1 to 900 of 1,000",
  );
});

test("what answers in place of the route is told apart from the route", () => {
  assert.equal(read('{"runs": {}}', { ok: true, status: 200 }).kind, "answer");
  assert.equal(read("<html>", { ok: false, status: 404 }).kind, "missing");
  assert.equal(read("<html>", { ok: true, status: 200 }).kind, "strange");
  assert.equal(read('{"error": "…"}', { ok: false, status: 400 }).kind, "strange");
  assert.equal(read("null", { ok: true, status: 200 }).kind, "strange");
});
