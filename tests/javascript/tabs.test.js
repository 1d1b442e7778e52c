// The tabs of the lower panel without a browser: histograms, norms, the charts of the gradients, the choice of examples.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { network } from "../../pages/live/static/math/network.js";
import { farthest } from "../../pages/live/static/network/maps.js";
import { layout } from "../../pages/live/static/tabs/gradient_figure.js";
import { layerName, traces } from "../../pages/live/static/tabs/gradient_lines.js";
import { gradientNote } from "../../pages/live/static/tabs/gradient_note.js";
import { histogram, shares, unitHistograms } from "../../pages/live/static/tabs/histogram.js";
import { nextExample, previewOf, readingAt } from "../../pages/live/static/tabs/network_drawing.js";
import { Norms } from "../../pages/live/static/tabs/norms.js";
import { Tooltip } from "../../pages/live/static/tabs/tooltip.js";
import { Weights } from "../../pages/live/static/tabs/weights.js";
import { Drawings } from "../../pages/live/static/ui/drawings.js";
import { NO_COLORS } from "../../pages/live/static/ui/shades.js";

const COLORS = { ...NO_COLORS, negative: [200, 100, 0], positive: [0, 100, 200], muted: [9, 9, 9] };
const TEXTS = {
  layer: "layer {number}",
  iterations: "iterations",
  gradients_none: "none",
  gradients_zero: "zero",
  gradients_undefined: "undefined",
};

// A model of rows of norms; each row is (norms of dW, of db, ratios), a number a layer.
function modelOf(rows, { layers = 2, relative = false } = {}) {
  const norms = new Norms();
  norms.append({
    norms_iteration: rows.map((_, i) => 10 * i + 1),
    gradient_norms: rows.map(([weights]) => weights),
    bias_gradient_norms: rows.map(([, biases]) => biases),
    update_ratios: rows.map(([, , ratios]) => ratios),
  });
  return { norms, texts: TEXTS, colors: COLORS, font: "serif", relative, layers };
}
const ROWS = [
  [
    [2, 4],
    [0.5, 1],
    [1e-3, 1e-2],
  ],
  [
    [0, 8],
    [null, 0.1],
    [1e-3, 2e-2],
  ],
];

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

test("each unit has a histogram of its own", () => {
  const counts = unitHistograms(Float64Array.of(0, 1, 1, 5, 5, 5), 3, 2);
  assert.deepEqual(
    counts.map((each) => [[...each], each.low, each.high]),
    [
      [[1, 2], 0, 1],
      [[3, 0], 5, 5],
    ],
  );
});

test("each chart of the gradients has a line a layer; what a logarithm does not have is left out", () => {
  const lines = traces(modelOf(ROWS));
  assert.deepEqual(
    lines.map(({ name, xaxis, yaxis, showlegend }) => [name, xaxis, yaxis, showlegend]),
    [
      ["layer 1", "x", "y", true],
      ["layer 2", "x", "y", true],
      ["layer 1", "x2", "y2", false],
      ["layer 2", "x2", "y2", false],
      ["layer 1", "x3", "y3", false],
      ["layer 2", "x3", "y3", false],
    ],
  );
  assert.deepEqual(
    lines.map(({ y }) => y),
    [
      [2, null],
      [4, 8],
      [0.5, null],
      [1, 0.1],
      [1e-3, 1e-3],
      [1e-2, 2e-2],
    ],
  );
  assert.deepEqual(
    [lines[0].x, lines[0].mode, lines[0].line.dash, lines[1].line.dash],
    [[1, 11], "lines", "solid", "dot"],
  );
  assert.equal(traces(modelOf(ROWS.slice(0, 1)))[0].mode, "markers");
});

test("relative norms are divided by those of the last layer", () => {
  const lines = traces(
    modelOf(
      [
        ...ROWS,
        [
          [3, null],
          [1, 4],
          [1, 1],
        ],
      ],
      { relative: true },
    ),
  );
  assert.deepEqual(
    lines.slice(0, 4).map(({ y }) => y),
    [
      [0.5, null, null],
      [1, 1, null],
      [0.5, null, 0.25],
      [1, 1, 1],
    ],
  );
});

test("layers go from orange over green to blue; of many, a bar of colours names some", () => {
  const three = [
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
  ];
  assert.deepEqual(
    traces(modelOf([three], { layers: 3 }))
      .slice(0, 3)
      .map(({ line }) => line.color),
    ["rgb(200,100,0)", "rgb(0,158,115)", "rgb(0,100,200)"],
  );
  const nine = new Array(3).fill(new Array(9).fill(1));
  const lines = traces(modelOf([nine], { layers: 9 }));
  assert.equal(lines.length, 28);
  assert.deepEqual(
    lines.slice(0, 9).map(({ hoverinfo }) => hoverinfo),
    ["all", "skip", "all", "skip", "all", "skip", "all", "skip", "all"],
  );
  const { color, cmin, cmax, colorscale, colorbar } = lines[27].marker;
  assert.deepEqual([color, cmin, cmax, colorbar.ticktext], [[1], 1, 9, ["l = 1", "l = 5", "l = 9"]]);
  assert.deepEqual(
    [colorscale[0], colorscale[5], colorscale[10]],
    [
      [0, "rgb(200,100,0)"],
      [0.5, "rgb(0,158,115)"],
      [1, "rgb(0,100,200)"],
    ],
  );
  assert.equal(layerName(TEXTS, 7), "layer 7");
});

test("three charts stand side by side, on a narrow page one below the other", () => {
  const near = (pairs, expected) =>
    assert.ok(
      pairs.flat().every((value, i) => Math.abs(value - expected[i]) < 1e-9),
      `${pairs} is not ${expected}`,
    );
  const model = modelOf(ROWS);
  const wide = layout(model, traces(model), { width: 800, height: 300 });
  // 800 - 52 - 12 = 736 pixels, less 2·46 between the charts: 644 / 3 each
  const each = 644 / 3 / 736;
  const gap = 46 / 736;
  near(
    [wide.xaxis.domain, wide.xaxis2.domain, wide.xaxis3.domain],
    [0, each, each + gap, 2 * each + gap, 2 * each + 2 * gap, 1],
  );
  assert.deepEqual([wide.yaxis.domain, wide.xaxis.title.text, wide.xaxis2.matches], [[0, 1], "iterations", "x"]);
  const narrow = layout(model, traces(model), { width: 500, height: 900, letters: 2 });
  near([narrow.yaxis.domain, narrow.yaxis2.domain, narrow.yaxis3.domain], [0.72, 1, 0.36, 0.64, 0, 0.28]);
  assert.deepEqual(
    [narrow.xaxis.domain, narrow.xaxis.title, narrow.xaxis3.title.text],
    [[0, 1], undefined, "iterations"],
  );
  assert.deepEqual([narrow.margin.l, narrow.font.size], [104, 24]);
});

test("an axis of gradients shows whole decades about its values", () => {
  const model = modelOf(ROWS);
  const { yaxis, yaxis2, yaxis3, showlegend } = layout(model, traces(model), { width: 800, height: 300 });
  // 2 … 8, 0.1 … 1 and 0.001 … 0.02, each with a little room
  assert.deepEqual(
    [yaxis.range, yaxis2.range, yaxis3.range],
    [
      [0, 1],
      [-2, 1],
      [-4, -1],
    ],
  );
  assert.deepEqual([yaxis.type, yaxis.dtick, showlegend], ["log", 1, true]);
  const far = modelOf([
    [
      [1e-9, 1e4],
      [1, 1],
      [1, 1],
    ],
  ]);
  assert.deepEqual(layout(far, traces(far), { width: 800, height: 300 }).yaxis.dtick, 3); // 10^-10 … 10^5
});

test("a chart without a line says why", () => {
  const words = (model) =>
    layout(model, traces(model), { width: 800, height: 300 }).annotations.map(({ text }) =>
      text.replace(/<[^>]*>/g, ""),
    );
  const [weights, biases, ratios] = ["‖dW[l]‖", "‖db[l]‖", "‖ΔW[l]‖ / ‖W[l]‖"];
  assert.deepEqual(words(modelOf([])), [weights, biases, "none", ratios]);
  assert.deepEqual(
    words(
      modelOf([
        [
          [0, 0],
          [1, 1],
          [null, null],
        ],
      ]),
    ),
    [weights, "zero", biases, ratios, "undefined"],
  );
  assert.deepEqual(words(modelOf(ROWS, { relative: true }))[0], "‖dW[l]‖ ÷ layer 2");
});

test("gradients over a part of the examples, or beside batches, are said to be so", () => {
  const texts = {
    gradient_over_some: "over {count} of {of}",
    gradient_over_all_other: "over all {count}",
    gradient_of_batch: "; a step takes {size}",
  };
  const note = (size, train) => gradientNote({ batch_size: size }, train, texts, "en");
  assert.equal(note(null, { count: 350, of: 350 }), "");
  assert.equal(note(350, { count: 350, of: 350 }), "");
  assert.equal(note(32, null), "");
  assert.equal(note(null, { count: 1000, of: 1200 }), "over 1,000 of 1,200");
  assert.equal(note(32, { count: 350, of: 350 }), "over all 350; a step takes 32");
  assert.equal(note(32, { count: 100, of: 350 }), "over 100 of 350; a step takes 32");
});

test("examples go round in their part; a point of the plane leads to the first or the last", () => {
  const data = { train: { count: 3 }, test: { count: 2 } };
  const next = (chosen, by) => nextExample(chosen, data, by);
  assert.deepEqual(next({ part: "train", number: 2 }, 1), { part: "train", number: 0 });
  assert.deepEqual(next({ part: "test", number: 0 }, -1), { part: "test", number: 1 });
  assert.deepEqual(next({ part: null, x1: 0, x2: 0 }, 1), { part: "train", number: 0 });
  assert.deepEqual(next({ part: "test", x1: 0, x2: 0 }, -1), { part: "test", number: 1 });
});

test("the preview of a hidden unit is its part of the maps", () => {
  const maps = { A: [Float64Array.of(1, 2), Float64Array.of(1, -4, 3), Float64Array.of(0)], n: 1 };
  const colors = { ...COLORS, scale: (share) => [share, 0, 0] };
  const preview = previewOf({ layer: 1, unit: 1 }, maps, { rests: [0, 0], task: "binary" }, colors);
  assert.deepEqual([[...preview.values], preview.n, preview.color(2)], [[-4], 1, [0.5, 0, 0]]);
  assert.equal(previewOf({ layer: 2, unit: 0 }, maps, {}, colors), null);
  assert.equal(previewOf({ layer: 1, row: 0, column: 0 }, maps, {}, colors), null);
  assert.equal(previewOf(null, maps, {}, colors), null);
});

test("the plane is read only where there are data, and predicted only where there is a network", () => {
  const description = { task: "regression", classes: [] };
  assert.equal(readingAt(0.5, -1, null, null, description), "");
  const passes = {
    at: (_net, x1, x2) => ({ A: [null, Float64Array.of(x1 + x2)] }),
    axes: ["x₁", "x₂"].map((name) => ({ name, centre: 0, half: 1 })),
    data: { target_mean: [0], target_scale: [1] },
  };
  assert.equal(readingAt(0.5, -1, null, passes, description), "x₁ = 0.5, x₂ = −1");
  const net = network([2, 1], ["linear"], Float64Array.of(1, 1, 0));
  assert.equal(readingAt(0.5, -1, net, passes, description), "x₁ = 0.5, x₂ = −1<br>ŷ = <b>−0.5</b>");
});

test("a tooltip is as wide as it has been for the same weight, and as wide as it must for another", () => {
  let words = 120;
  const element = {
    style: { minWidth: "" },
    get offsetWidth() {
      return Math.max(words, Number.parseFloat(this.style.minWidth) || 0);
    },
  };
  const tooltip = new Tooltip(null, element);
  const widths = [];
  for (const [shown, natural] of [
    ["w1", 120],
    ["w1", 110],
    ["w1", 131],
    ["w1", 120],
    ["w2", 90],
  ]) {
    words = natural;
    tooltip.widen(shown);
    widths.push(element.offsetWidth);
  }
  assert.deepEqual(widths, [120, 120, 131, 131, 90]);
});

test("a weight set by hand is shown at once, and taken back where the run does not send it", (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  globalThis.matchMedia = () => ({ matches: false });
  let changes = 0;
  const weights = new Weights(() => (changes += 1));
  const real = Float64Array.from({ length: 9 }, (_, i) => i); // W (2, 2), b (2,); W (1, 2), b (1,)
  weights.description = { sizes: [2, 2, 1], activations: ["tanh", "sigmoid"], parameters: 9 };
  weights.receive(real, true);
  weights.expect({ layer: 1, quantity: "W", row: 1, column: 0, value: -7 });
  weights.expect({ layer: 2, quantity: "b", row: 0, column: 0, value: 0.5 });
  assert.deepEqual([...weights.latest], [0, 1, -7, 3, 4, 5, 6, 7, 0.5]);
  assert.deepEqual([...weights.transition.at(performance.now())], [...weights.latest]);
  mock.timers.tick(3000);
  assert.deepEqual([...weights.latest], [...real]);
  assert.equal(changes, 4);
  weights.expect({ layer: 1, quantity: "b", row: 1, column: 0, value: 1e6 });
  assert.equal(weights.latest[5], 1e6);
  weights.receive(real, true); // sent before the run had it
  assert.equal(weights.latest[5], 1e6);
  mock.timers.tick(3000);
  assert.equal(weights.latest, real);
});

test("a first drawing is waited for, but not for ever", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  globalThis.requestAnimationFrame = (call) => setTimeout(call, 16);
  const [drawn, blank] = [new Drawings({ dataset: {} }), new Drawings({ dataset: {} })];
  const seen = [];
  drawn.first.then(() => seen.push("drawn"));
  blank.first.then(() => seen.push("blank"));
  drawn.note();
  drawn.note();
  assert.deepEqual([drawn.count, drawn.element.dataset.drawings], [2, "2"]);
  for (const [milliseconds, expected] of [
    [15, []],
    [1, ["drawn"]],
    [983, ["drawn"]],
    [1, ["drawn", "blank"]],
  ]) {
    mock.timers.tick(milliseconds);
    await new Promise(setImmediate);
    assert.deepEqual(seen, expected);
  }
});
