// The picture of the network without a browser: folding, arrangement, lines, equations, readings, scales, weights.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forward, network } from "../../pages/live/static/math/network.js";
import { arrangementOf, firstPixel } from "../../pages/live/static/network/arrangement.js";
import { equation } from "../../pages/live/static/network/equation.js";
import { expectedSizes } from "../../pages/live/static/network/expected_sizes.js";
import { columns, roomFor, spread, windowOf } from "../../pages/live/static/network/fold.js";
import { emphasisOf, linesBetween, nearestLine } from "../../pages/live/static/network/lines.js";
import { unitScale } from "../../pages/live/static/network/maps.js";
import { prediction, tip } from "../../pages/live/static/network/readings.js";
import { nameOf, widestInput } from "../../pages/live/static/network/units.js";
import { parse, typed } from "../../pages/live/static/network/weight_entry.js";
import { rowsMarkup } from "../../pages/live/static/network/weight_markup.js";
import { Weights } from "../../pages/live/static/tabs/weights.js";
import { diverging } from "../../pages/live/static/ui/shades.js";
import { symbol } from "../../pages/live/static/ui/words.js";

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

test("the columns of a deep network are a window of its hidden layers, and each has a window of its units", () => {
  const { hidden, columns: drawn } = columns([2, 9, 10, 4, 3], { layers: 1, units: [0, 0, 7] }, 2);
  assert.deepEqual(hidden, { first: 1, shown: 2, count: 3, isFolded: true });
  assert.deepEqual(drawn, [
    { layer: 0, first: 0, shown: 2, count: 2, isFolded: false },
    { layer: 2, first: 2, shown: 8, count: 10, isFolded: true },
    { layer: 3, first: 0, shown: 4, count: 4, isFolded: false },
    { layer: 4, first: 0, shown: 3, count: 3, isFolded: false },
  ]);
});

test("a network with too many layers for the width is drawn dense", () => {
  const description = { sizes: [2, ...new Array(10).fill(3), 1], task: "binary", inputs: ["x₁", "x₂"] };
  const room = { width: 600, height: 400, isCoarse: false };
  const { isDense, hidden, columns: drawn, size, positions } = arrangementOf(description, {}, room);
  assert.deepEqual([isDense, hidden.shown, drawn.length], [true, 8, 10]);
  // ten columns and half a one for the fold: 600 / 10.5 pixels each, units 24 less; two letters of 7 pixels and 8 more are
  // named before the inputs, of which half the space beside a unit is there already
  const left = 22 - (600 / 10.5 - 33) / 2;
  const pitch = (600 - left) / 10.5;
  assert.equal(size, Math.floor(pitch) - 24);
  assert.ok(Math.abs(drawn[0].x - (left + pitch / 2)) < 1e-9);
  assert.ok(Math.abs(drawn[9].x - (left + 10 * pitch)) < 1e-9);
  // 70 pixels above and 8 below, two units with 6 between them in the middle of the rest
  assert.equal(positions.get("0 0").y, 70 + (400 - 78 - (2 * size + 6)) / 2 + size / 2);
});

test("names of classes have room to the right, and fingers larger buttons", () => {
  const description = { sizes: [2, 4, 3], task: "multiclass", inputs: ["x₁", "x₂"] };
  const fine = arrangementOf(description, {}, { width: 634, height: 400, isCoarse: false });
  // 634 - 34 = 600 pixels for three columns
  assert.deepEqual([fine.isDense, fine.columns.map(({ x }) => x)], [false, [100, 300, 500]]);
  const deep = { ...description, sizes: [2, 4, 4, 4, 3] };
  const isDense = (width) => arrangementOf(deep, {}, { width, height: 400, isCoarse: false }).isDense;
  assert.deepEqual([isDense(34 + 5 * 84), isDense(33 + 5 * 84)], [false, true]);
  const coarse = arrangementOf(description, {}, { width: 634, height: 400, isCoarse: true });
  assert.equal(coarse.positions.get("1 0").y - fine.positions.get("1 0").y, (62 - 50) / 2);
});

test("the inputs of an image begin in its middle row", () => {
  assert.deepEqual([firstPixel({ image_shape: [8, 6] }), firstPixel({ image_shape: null })], [24, 0]);
});

test("a unit is named by its layer; names of inputs take room", () => {
  const description = { sizes: [2, 3, 1], input_names: ["x₁", "x₂"], inputs: ["x₁", "a very long name"] };
  const texts = { input_name: "input {name}", unit_name: "unit {unit} of {layer}", output_name: "output {unit}" };
  const names = [
    [0, 1],
    [1, 2],
    [2, 0],
  ].map(([layer, unit]) => nameOf(description, layer, unit, texts));
  assert.deepEqual(names, ["input x₂", "unit 3 of 1", "output 1"]);
  const width = (first) => widestInput(description, { first, shown: 1 });
  assert.deepEqual([width(0), width(1)], [2 * 7 + 8, 62 + 8]);
});

// z1 = 1·x1 + 2·x2 + 1, z2 = −1·x1 + 0·x2 + 0; z = 1·a1 + 5·a2 − 9
const NET = network([2, 2, 1], ["relu", "linear"], Float64Array.of(1, 2, -1, 0, 1, 0, 1, 5, -9));
const GRADIENT = Float64Array.of(10, 11, 12, 13, 14, 15, 16, 17, 18);

test("what is said of a weight, an input and a unit has its numbers", () => {
  const example = { ...forward(NET, Float64Array.of(2, 3), 1), name: "example <1>" };
  const values = { net: NET, example, gradient: GRADIENT };
  const say = (pointed) => tip(pointed, values, { input_names: ["x₁", "<x₂>"] }, { click_enlarges: "click" });
  const w = symbol("w", 1, 1, 0);
  assert.equal(say({ layer: 1, row: 1, column: 0 }), `<p>${w} = <b>−1</b></p><p>d${w} = <b>12</b></p>`);
  const last = symbol("w", 2, 0, 1);
  assert.equal(say({ layer: 2, row: 0, column: 1 }), `<p>${last} = <b>5</b></p><p>d${last} = <b>17</b></p>`);
  const name = '<p class="dnn-net-quiet">example &#60;1&#62;';
  assert.equal(say({ layer: 0, unit: 1 }), `<p>&#60;x₂&#62; = <b>3</b></p>${name}</p>`);
  const [z, a, b] = ["z", "a", "b"].map((letter) => symbol(letter, 2, 0));
  assert.equal(
    say({ layer: 2, unit: 0 }),
    `<p>${z} = 1·9 + 5·0 − 9 = <b data-role="unit-z">0</b></p><p>${a} = (0) = <b data-role="unit-a">0</b></p>` +
      `<p>${b} = −9, d${b} = 18</p>${name} · click</p>`,
  );
});

test("a prediction is a target, or a class with its probability", () => {
  const data = { target_mean: [10], target_scale: [2] };
  const at = (task, ...output) =>
    prediction("<x> = 3", output.length ? Float64Array.from(output) : null, { task, classes: ["a", "<b>", "c"] }, data);
  const where = "&#60;x&#62; = 3";
  assert.equal(at("binary"), where);
  assert.equal(at("regression", -2.5), `${where}<br>ŷ = <b>5</b>`);
  assert.equal(at("binary", 0.75), `${where}<br>ŷ = <b>0.750</b> · &#60;b&#62;`);
  assert.equal(at("binary", 0.5), `${where}<br>ŷ = <b>0.500</b> · a`);
  assert.equal(at("multiclass", 0.2, 0.1, 0.7), `${where}<br>ŷ<sub>3</sub> = <b>0.700</b> · c`);
});

test("an equation of many terms sums up those after the fourth", () => {
  const net = network([6, 1], ["linear"], Float64Array.of(1, 1, 1, 1, 2, -5, 0));
  const html = equation(net, { layer: 1, unit: 0 }, forward(net, Float64Array.of(1, 2, 3, 4, 5, 6), 1), {
    more_terms_other: "{count} more",
  });
  // 2·5 − 5·6 = −20, and 1 + 2 + 3 + 4 − 20 = −10
  assert.match(html, /= 1·1 \+ 1·2 \+ 1·3 \+ 1·4 \+ <span>\(2 more: −20\)<\/span> \+ 0 = <b[^>]*>−10<\/b>/);
});

test("the scale of a unit has its middle at rest, at 0.5 for a probability, and none for a class", () => {
  const [middle, zero, one] = [
    [100, 100, 100],
    [0, 0, 0],
    [200, 200, 200],
  ];
  const colors = { middle, classes: [zero, one], grid: [1, 2, 3], scale: diverging(middle, zero, one) };
  const scaleOf = (layer, task, values, unit = 0) =>
    unitScale(layer, unit, 2, { task, rests: [0.5, 0] }, colors, Float64Array.from(values));
  const hidden = scaleOf(1, "binary", [0.5, 2.5, 1, NaN]);
  assert.deepEqual([hidden.low, hidden.middle, hidden.high], [-1.5, 0.5, 2.5]);
  assert.deepEqual(
    [hidden.color(2.5), hidden.color(0.5), hidden.color(-1.5), hidden.color(NaN)],
    [one, middle, zero, [1, 2, 3]],
  );
  const binary = scaleOf(2, "binary", [0.7]);
  assert.deepEqual(
    [binary.low, binary.middle, binary.high, binary.color(0.5), binary.color(1)],
    [0, 0.5, 1, middle, one],
  );
  const several = scaleOf(2, "multiclass", [0.7], 1);
  assert.deepEqual([several.low, several.middle, several.high, several.color(1)], [0, null, 1, one]);
  const still = scaleOf(1, "binary", [0.5, 0.5]);
  assert.deepEqual([still.low, still.high, still.color(0.5)], [0.5, 0.5, middle]);
});

test("the table of a unit has a row for each weight, named by what it comes from, and one for the bias", () => {
  const texts = { weight_from: "weight {number}", bias: "bias" };
  const row = (name, quantity, column, label) =>
    `<tr><th>${name}</th><td></td><td><input type="text" autocomplete="off" spellcheck="false" data-quantity="${quantity}"` +
    ` data-column="${column}" aria-label="${label}" aria-describedby="dnn-net-hint"></td><td></td></tr>`;
  assert.equal(
    rowsMarkup({ layer: 1, unit: 2 }, [1], ["x₁", "x₂ > 0"], texts),
    row("x₂ &#62; 0", "W", 1, "weight 2") + row(symbol("b", 1, 2), "b", 0, "bias"),
  );
  assert.equal(
    rowsMarkup({ layer: 2, unit: 0 }, [4], [], texts),
    row(symbol("a", 1, 4), "W", 4, "weight 5") + row(symbol("b", 2, 0), "b", 0, "bias"),
  );
});

test("sizes that are on their way follow the edits in their order, within the limits", () => {
  const limits = { max_units: 9, max_layers: 3 };
  const edits = (...ops) =>
    ops.map(([op, layer = null], i) => ({ number: i, name: "architecture", value: { op, layer } }));
  const after = (sizes, ...ops) => expectedSizes(sizes, edits(...ops), limits);
  assert.deepEqual(after([2, 8, 5, 1], ["add_unit", 1], ["add_unit", 1], ["remove_unit", 2]), [2, 9, 4, 1]);
  assert.deepEqual(after([2, 1, 1], ["remove_unit", 1], ["add_unit", 2], ["add_unit", 0]), [2, 1, 1]);
  assert.deepEqual(after([2, 8, 1], ["add_layer"], ["add_unit", 2], ["add_layer"], ["add_layer"]), [2, 8, 9, 9, 1]);
  assert.deepEqual(after([2, 8, 1], ["remove_layer"], ["remove_layer"]), [2, 1]);
  const others = [{ number: 1, name: "point", value: { op: "add_unit", layer: 1 } }];
  assert.deepEqual(expectedSizes([2, 8, 1], others, limits), [2, 8, 1]);
});

test("a weight that was typed is shown until the run sends it, whatever comes meanwhile", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.matchMedia = () => ({ matches: true });
  const weights = new Weights(() => {});
  weights.description = { sizes: [1, 1], activations: ["sigmoid"], parameters: 2 };
  const initial = Float64Array.of(0.5, 0);
  const typed = { layer: 1, quantity: "b", row: 0, column: 0, value: -3 };
  weights.receive(initial, true);
  weights.expect(typed);
  weights.receive(initial, true); // those of a run that has just begun
  assert.deepEqual([...weights.latest], [0.5, -3]);
  weights.receive(Float64Array.of(0.5, -3), true);
  weights.receive(initial, true); // a reset
  assert.deepEqual([...weights.latest], [0.5, 0]);
  weights.expect(typed);
  context.mock.timers.tick(3000);
  assert.deepEqual([...weights.latest], [0.5, 0]);
});
