// Where the cost axis ends: spikes are cut off and marked, a fall and a divergence are in view, and the axis rests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cutTraces } from "../../pages/live/static/cost/cost_cuts.js";
import { layout, traces } from "../../pages/live/static/cost/cost_figure.js";
import { costAxis, cuts, levels, WHOLE_AXIS } from "../../pages/live/static/cost/cost_range.js";
import { Series } from "../../pages/live/static/cost/series.js";

const N = 1000;
const REFERENCES = [Math.LN2, 0.6];
const fall = (k) => 0.7 / Math.sqrt(k) + 0.02;
// A draw of its own for each iteration, the same in each test.
const noise = (k) => ((k * 7919) % 101) / 101;

function curve(costAt, count = N) {
  const x = Array.from({ length: count }, (_, i) => i + 1);
  return { x, y: x.map(costAt) };
}

// The limits while a run goes on, a look at every `every` iterations, the last one at its end.
function limits(whole, { every = 7, references = REFERENCES } = {}) {
  const found = [];
  let previous = WHOLE_AXIS;
  for (let count = every; count <= whole.x.length; count += every) {
    const seen = { x: whole.x.slice(0, count), y: whole.y.slice(0, count) };
    previous = costAxis([seen], references, { hasEnded: count + every > whole.x.length, previous });
    found.push({ count, limit: previous.limit, seen });
  }
  return found;
}

const limitOf = (curves, references, run) => costAxis(curves, references, run).limit;
const changes = (found) => found.filter(({ limit }, i) => i > 0 && limit !== found[i - 1].limit).length;

test("a curve that falls, however far, is shown whole", () => {
  for (const costAt of [fall, (k) => 50 / k, (k) => 1e6 * 0.97 ** k, () => 0.3, () => 0]) {
    assert.deepEqual(new Set(limits(curve(costAt)).map(({ limit }) => limit)), new Set([null]));
  }
});

test("noise of mini-batches is shown whole", () => {
  const found = limits(curve((k) => fall(k) * (0.5 + 2 * noise(k))));
  assert.deepEqual(new Set(found.map(({ limit }) => limit)), new Set([null]));
});

test("one spike is cut off just above the rest, and marked with what it is", () => {
  const spiked = curve((k) => (k === 400 ? 1.2e6 : fall(k)));
  const limit = limitOf([spiked], REFERENCES, { hasEnded: true });
  assert.equal(limit, 1);
  assert.deepEqual(cuts(spiked, limit), [{ x: 400, cost: 1.2e6 }]);
  const found = limits(spiked);
  assert.ok(changes(found) <= 1, `${changes(found)} changes`);
});

test("costs that are only a few times as high are no spike", () => {
  assert.equal(limitOf([curve((k) => (k === 400 ? 3 : fall(k)))], REFERENCES, { hasEnded: true }), null);
});

test("the first cost, the last one and the costs to compare with are in view", () => {
  const spiked = (k) => (k === 400 ? 1e6 : 0.01);
  const starts = curve((k) => (k === 1 ? 7 : spiked(k)));
  const ends = curve((k) => (k === N ? 9 : spiked(k)));
  const run = { hasEnded: true };
  assert.ok(limitOf([starts], [], run) >= 7);
  assert.ok(limitOf([ends], [], run) >= 9);
  assert.ok(limitOf([curve(spiked)], [2.3], run) >= 2.3);
  assert.ok(limitOf([curve(spiked)], [Number.NaN, Infinity], run) >= 0.01);
});

test("a run that diverges at its end is shown up to its last cost", () => {
  for (const growth of [1.05, 1.4, 10]) {
    const found = limits(
      curve((k) => fall(k) * growth ** Math.max(0, k - 960)),
      { every: 1 },
    );
    const { limit, seen } = found.at(-1);
    assert.ok(limit === null || limit >= seen.y.at(-1));
  }
});

test("a cost that swings ever higher is shown as high as it swings", () => {
  const found = limits(
    curve((k) => fall(k) + (k % 2 ? 1.1 ** Math.max(0, k - 900) - 1 : 0)),
    { every: 1 },
  );
  assert.equal(found.at(-1).limit, null);
});

test("a divergence from which the run recovers early is cut off once it is past", () => {
  const recovered = (k) => (k > 5 && k < 30 ? 0.7 * 3 ** (k - 5) : fall(k));
  const found = limits(curve(recovered));
  assert.equal(found.find(({ count }) => count > 50).limit, null);
  assert.ok(found.at(-1).limit <= 3);
  assert.ok(changes(found) <= 2, `${changes(found)} changes`);
});

test("a run that is thrown about for good changes its axis now and then only", () => {
  const found = limits(
    curve((k) => (k < 100 ? fall(k) : 10 ** (3 * noise(k) * noise(k + 50)))),
    { every: 5 },
  );
  assert.ok(changes(found) <= 12, `${changes(found)} changes in ${found.length} looks`);
});

test("the axis rests while spikes come and go", () => {
  for (const period of [16, 19, 23, 31, 50, 97]) {
    const found = limits(curve((k) => (k % period === 0 ? 300 * (1 + noise(k)) : fall(k) * (1 + noise(k))), 3000));
    assert.ok(changes(found) <= 4, `every ${period} iterations: ${changes(found)} changes`);
  }
});

test("an axis that ends below a spike goes on doing so while what is in view wavers", () => {
  const spiked = curve((k) => (k === 100 ? 1e4 : 0.7 + 0.15 * noise(k)));
  const found = limits(spiked, { every: 1 }).filter(({ count }) => count > 110);
  assert.deepEqual(new Set(found.map(({ limit }) => limit)).size, 1);
});

test("all curves count: what one of them does for long the others are shown with", () => {
  const [train, high] = [curve((k) => (k === 400 ? 1e6 : fall(k))), curve(() => 40)];
  assert.equal(limitOf([train, high], REFERENCES, { hasEnded: true }), 50);
  assert.equal(limitOf([high, { x: [], y: [] }], REFERENCES, { hasEnded: true }), null);
  assert.equal(limitOf([], REFERENCES, { hasEnded: false }), null);
});

test("a cost stands for the iterations since the one before", () => {
  // measured rarely, as the test cost is: the first ten costs are one iteration each, the others a hundred
  const x = [...Array.from({ length: 10 }, (_, i) => i + 1), ...Array.from({ length: 10 }, (_, i) => 100 * (i + 1))];
  const y = [...new Array(10).fill(1e5), ...new Array(10).fill(0.5)];
  assert.equal(levels({ x, y }, [0.05])[0], 0.5);
  assert.equal(levels({ x: x.slice(0, 10), y: y.slice(0, 10) }, [0.05])[0], 1e5);
  assert.deepEqual(levels({ x: [1, 2, 3], y: [3, 5, 4] }, [0, 0.4, 0.7, 1]), [5, 4, 3, 3]);
});

test("a thinned series is cut off as the whole one", () => {
  const series = new Series(200);
  const whole = curve((k) => (k === 4000 ? 1e6 : fall(k)), 10_000);
  series.append(whole.x, whole.y);
  const run = { hasEnded: true };
  assert.equal(limitOf([series], REFERENCES, run), limitOf([whole], REFERENCES, run));
  assert.deepEqual(cuts(series, 1), [{ x: 4000, cost: 1e6 }]);
});

test("a long stretch above the axis has one mark a stretch, with its highest cost", () => {
  const marks = cuts(
    curve((k) => (k <= 500 ? 10 + k : 0.1)),
    1,
  );
  assert.ok(marks.length > 25 && marks.length <= 31);
  assert.equal(Math.max(...marks.map(({ cost }) => cost)), 510);
});

const texts = { cut_off: "up to {cost}", cut_off_touch: "up to {cost}, Log" };

test("marks stand at the edge and tell the true costs", () => {
  const [train, none] = [
    { ...curve((k) => (k === 400 ? 1.2e6 : fall(k))), color: "blue" },
    { x: [], y: [], color: "red" },
  ];
  const [trace] = cutTraces([train, none], 1, { texts, touched: false });
  assert.deepEqual([trace.x, trace.y, trace.text, trace.name], [[400], [1], ["1.20×10⁶"], "up to 1.20×10⁶"]);
  assert.deepEqual(trace.marker.color, ["blue"]);
  assert.equal(cutTraces([train], 1, { texts, touched: true })[0].name, "up to 1.20×10⁶, Log");
  assert.deepEqual([cutTraces([train], null, { texts }), cutTraces([none], 1, { texts })], [[], []]);
});

test("the chart has the marks of every curve that is drawn, and an axis that leaves zooming to the visitor", () => {
  const series = (costAt) => Object.assign(new Series(), curve(costAt));
  const spiked = series((k) => (k === 400 ? 1.2e6 : fall(k)));
  const model = {
    ...{ train: spiked, trainData: series(fall), hasPenalty: true, test: series((k) => (k === 600 ? 1e4 : fall(k))) },
    ...{ scale: "linear", smoothing: 0, total: N, hasEnded: true, references: [], changes: [], revision: "run 1" },
    ...{ texts, colors: { train: "blue", test: "red" }, font: "serif", lines: [], axis: "iterations" },
  };
  const marks = (of) => traces(of, 1).find(({ uid }) => uid === "cut");
  assert.deepEqual(
    [marks(model).x, marks(model).marker.color],
    [
      [400, 600],
      ["blue", "red"],
    ],
  );
  assert.ok(marks({ ...model, smoothing: 0.9 }).x.length > 2); // the smoothed curve comes down late
  assert.equal(
    traces(model).find(({ uid }) => uid === "cut"),
    undefined,
  );
  const size = { width: 900, height: 400, touched: false };
  const { xaxis, yaxis } = layout(model, size, 1);
  assert.deepEqual([yaxis.autorangeoptions, yaxis.range], [{ maxallowed: 1 }, undefined]);
  assert.deepEqual(xaxis.autorangeoptions, { include: [0, N], minallowed: 0, maxallowed: N });
  assert.equal(layout(model, size).yaxis.autorangeoptions, undefined);
});
