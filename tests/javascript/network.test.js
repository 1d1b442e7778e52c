// The picture and the plane without a browser: folding, lines, equations, contours, points, histograms, edits.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { contour } from "../../pages/live/static/boundary/contour.js";
import { nearestPoint, pixelsOf, pointAt, within } from "../../pages/live/static/boundary/plane.js";
import { afterEdits } from "../../pages/live/static/boundary/point_edits.js";
import { EditQueue } from "../../pages/live/static/connection/edit_queue.js";
import { forward, network } from "../../pages/live/static/math/network.js";
import { arrangementOf } from "../../pages/live/static/network/arrangement.js";
import { equation } from "../../pages/live/static/network/equation.js";
import { columns, roomFor, spread, windowOf } from "../../pages/live/static/network/fold.js";
import { emphasisOf, linesBetween, nearestLine } from "../../pages/live/static/network/lines.js";
import { farthest } from "../../pages/live/static/network/maps.js";
import { parse, typed } from "../../pages/live/static/network/weight_entry.js";
import { histogram, shares } from "../../pages/live/static/tabs/histogram.js";
import { Norms } from "../../pages/live/static/tabs/norms.js";
import { css, diverging } from "../../pages/live/static/ui/shades.js";

test("a window stays within what it shows", () => {
  assert.deepEqual(windowOf(64, 63, 8), { first: 56, shown: 8, count: 64, isFolded: true });
  assert.deepEqual(windowOf(1, -5, 8), { first: 0, shown: 1, count: 1, isFolded: false });
});

test("folded layers take half a column", () => {
  assert.deepEqual(spread([{ layer: 0 }, { layer: 1 }, { layer: 9 }]), { middles: [0.5, 1.5, 3], total: 3.5 });
  assert.deepEqual([roomFor(2, 4), roomFor(9, 4), roomFor(9, 1)], [2, 1, 1]);
  assert.deepEqual(
    columns([2, 1], {}, 3).columns.map(({ layer }) => layer),
    [0, 1],
  );
});

test("units stand in columns, one below the other", () => {
  const description = { sizes: [1, 2, 1], task: "binary", inputs: ["x₁"] };
  const {
    columns: placed,
    positions,
    size,
  } = arrangementOf(description, {}, { width: 600, height: 400, isCoarse: false });
  assert.deepEqual([placed.length, positions.size, size], [3, 4, 46]);
  assert.equal(positions.get("1 1").y - positions.get("1 0").y, 52);
});

test("a line joins units and is found near its middle", () => {
  const positions = new Map([
    ["0 0", { x: 0, y: 0 }],
    ["1 0", { x: 100, y: 50 }],
  ]);
  const ends = [
    { layer: 0, first: 0, shown: 1 },
    { layer: 1, first: 0, shown: 1 },
  ];
  const lines = linesBetween(ends, positions, 20, { layers: [{ W: Float64Array.of(-3), before: 1 }], largest: 6 });
  assert.deepEqual(lines, [{ layer: 1, row: 0, column: 0, share: -0.5, x0: 10, x1: 90, y0: 0, y1: 50 }]);
  assert.deepEqual(nearestLine(lines, 50, 25), { layer: 1, row: 0, column: 0 });
  assert.equal(nearestLine(lines, 50, 45), null);
  assert.equal(nearestLine([], 0, 0), null);
});

test("lines of the unit that is pointed at stay, others fade", () => {
  const line = { layer: 2, row: 1, column: 0 };
  assert.equal(emphasisOf(line, null), "plain");
  assert.equal(emphasisOf(line, { layer: 2, row: 1, column: 0 }), "pointed");
  assert.deepEqual(
    [
      { layer: 2, unit: 1 },
      { layer: 1, unit: 0 },
      { layer: 1, unit: 1 },
    ].map((at) => emphasisOf(line, at)),
    ["plain", "plain", "faded"],
  );
});

test("an equation writes its terms out", () => {
  const net = network([2, 1], ["sigmoid"], Float64Array.of(2, -1, 0.5));
  const html = equation(net, { layer: 1, unit: 0 }, forward(net, Float64Array.of(1, -3), 1), {});
  assert.match(html, /2·1 − 1·\(−3\) \+ 0\.5 = <b data-role="unit-z">5\.5<\/b>/);
});

test("a contour crosses between values on both sides of the level", () => {
  assert.deepEqual(contour([0, 1, 0, 1], 2), [
    [
      [0.5, 0.25],
      [0.5, 0.75],
    ],
  ]);
  assert.deepEqual(contour([0, 0, 0, 0], 2), []);
  assert.deepEqual(contour([0.7], 1), []);
});

test("the plane goes to pixels and back", () => {
  assert.deepEqual(pixelsOf({ x1: 0, x2: 1 }, [-1, 1], 200), [100, 0]);
  assert.deepEqual(pointAt(0.5, 2, [-1, 1]), { x1: 0, x2: -1 });
  assert.deepEqual(within({ x1: 3, x2: -9 }), { x1: 2, x2: -2 });
  const part = (x1) => ({ x1: [x1], x2: [0], labels: [0], count: 1, of: 1 });
  const plane = { train: part(0), test: part(0.1) };
  const pixels = (point) => pixelsOf(point, [-1, 1], 100);
  assert.deepEqual(nearestPoint({ x1: 0.1, x2: 0 }, plane, ["train", "test"], pixels), {
    part: "test",
    number: 0,
    x1: 0.1,
    x2: 0,
  });
  assert.equal(nearestPoint({ x1: 0.9, x2: 0 }, plane, ["train"], pixels), null);
});

test("edits of points are applied in their order, and leave the data alone", () => {
  const part = (x1) => ({ x1, x2: x1.map(() => 0), labels: x1.map(() => 1), count: x1.length, of: x1.length });
  const plane = { train: part([0, 1]), test: part([2]) };
  assert.equal(afterEdits(plane, []), plane);
  const moved = afterEdits(plane, [
    { op: "add", x1: 5, x2: 5, label: 0 },
    { op: "move", from: [5, 5], to: [6, 6] },
    { op: "remove", x1: 2, x2: 0 },
  ]);
  assert.deepEqual(
    [moved.train.x1, moved.train.labels, moved.train.count, moved.test.count],
    [[0, 1, 6], [1, 1, 0], 3, 0],
  );
  assert.equal(afterEdits(plane, [{ op: "clear" }, { op: "remove", x1: 0, x2: 0 }]).train.count, 0);
  assert.equal(plane.train.count, 2);
});

test("a weight is a decimal number within its limit", () => {
  assert.deepEqual(["1e6", "-1e6", "1000001", "", "0x10", "1,5", " −2 "].map(parse), [
    1e6,
    -1e6,
    null,
    null,
    null,
    null,
    -2,
  ]);
  assert.deepEqual([0.1 + 0.2, NaN].map(typed), ["0.3", "NaN"]);
});

test("histograms count what is finite", () => {
  const counts = histogram(Float64Array.of(1, NaN, 3, Infinity), 2);
  assert.deepEqual([[...counts], counts.low, counts.high, counts.lost], [[1, 1], 1, 3, 0.5]);
  assert.deepEqual([...histogram(Float64Array.of(5), 2)], [1, 0]);
  assert.equal(farthest([NaN, -Infinity, -3, 2]), 3);
  assert.deepEqual(shares("relu", Float64Array.of(0, 0, 1, 0), 2), { saturated: null, dead: 0.5 });
  assert.deepEqual(shares("tanh", Float64Array.of(-1, 0, 0.97, 0.5), 2), { saturated: 0.5, dead: null });
});

test("norms become fewer, but the last stays", () => {
  const norms = new Norms();
  const iterations = Array.from({ length: 700 }, (_, i) => i + 1);
  norms.append({ norms_iteration: iterations, gradient_norms: iterations.map((i) => [i]) });
  assert.ok(norms.rows.length <= 600);
  assert.deepEqual([norms.rows[0].iteration, norms.rows.at(-1).iteration], [1, 700]);
  norms.append({ norms_iteration: [700], gradient_norms: [[1]] });
  assert.equal(norms.rows.at(-1).gradient_norms[0], 700);
});

test("a scale runs from negative over middle to positive", () => {
  const scale = diverging([0, 0, 0], [255, 0, 0], [0, 0, 255]);
  assert.deepEqual(
    [-9, 0, NaN, 1].map((share) => css(scale(share))),
    ["rgb(255,0,0)", "rgb(0,0,0)", "rgb(0,0,0)", "rgb(0,0,255)"],
  );
});

test("edits are numbered, gather while one is under way, and are sent again", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [];
  const queue = new EditQueue((edits) => sent.push(edits.map(({ number }) => number)));
  assert.deepEqual([queue.add("point", { op: "clear" }), queue.add("point", { op: "clear" })], [1, 2]);
  assert.deepEqual(sent, [[1]]);
  queue.confirm(1);
  mock.timers.tick(3000);
  assert.deepEqual(sent, [[1], [2], [2]]);
  queue.confirm(2);
  mock.timers.tick(9000);
  assert.deepEqual(sent, [[1], [2], [2]]);
  mock.timers.reset();
});
