// Which curves are drawn: the latest that were chosen in their colours, the others in grey as one trace.
import assert from "node:assert/strict";
import { test } from "node:test";
import { curveOf } from "../../../pages/live/static/runs/curves.js";
import { lineEnds, lineTraces, restLine } from "../../../pages/live/static/runs/lines.js";
import { MAX_CURVES, MAX_LINES, restOfCurves, shownCurves } from "../../../pages/live/static/runs/shown_curves.js";

const rowOf = (id) => (id.startsWith("gone") ? undefined : { id });
const ticked = Array.from({ length: 70 }, (_, index) => `r${index}`);
const chosen = (more) => ({ ticked, single: [], hovered: null, current: null, readOnly: null, ...more });

test("twelve curves have a colour, fifty are drawn in all", () => {
  const shown = shownCurves(chosen(), rowOf);
  assert.deepEqual([...shown], ticked.slice(-MAX_LINES));
  const rest = restOfCurves(ticked, shown, null, rowOf);
  assert.equal(shown.size + rest.size, MAX_CURVES);
  assert.deepEqual([...rest], ticked.slice(-MAX_CURVES, -MAX_LINES));
  assert.equal(
    restOfCurves(ticked.slice(0, 5), shownCurves(chosen({ ticked: ticked.slice(0, 5) }), rowOf), null, rowOf).size,
    0,
  );
});

test("the one that is pointed at has a colour, the one on the page a curve of its own, one that is gone none", () => {
  const shown = shownCurves(chosen({ hovered: "r3", current: "r69" }), rowOf);
  assert.ok(shown.has("r3") && !shown.has("r69"));
  const rest = restOfCurves([...ticked, "gone"], shown, "r69", rowOf);
  assert.ok(!rest.has("r3") && !rest.has("r69") && !rest.has("gone"));
  assert.ok(shownCurves(chosen({ current: "r69", readOnly: "r69" }), rowOf).has("r69"));
});

const x = Array.from({ length: 1000 }, (_, index) => index + 1);
const DOCUMENT = {
  points: [x, x.map((at) => (at === 500 ? 9 : 1 / at))],
  ...{ evaluations: { iteration: [], test_cost: [] }, band: { iteration: [], low: [], high: [], mean: [] } },
  ...{ examples: 10, batches: [[1, null]], time: [[0], [0]] },
};

test("those in grey are one thin trace without a label or an entry of the legend, and lose no spike", () => {
  const view = { axis: "iterations", measure: "train", colors: { reference: "#999999" } };
  const line = restLine({ id: "a", name: "", row: undefined, curve: curveOf(DOCUMENT), isGhost: false }, view);
  assert.ok(line.x.length <= 160 && Math.max(...line.y) === 9);
  assert.deepEqual([line.x[0], line.x.at(-1)], [1, 1000]);
  const [trace, ...others] = lineTraces([line, { ...line, id: "b" }]);
  assert.deepEqual([trace.uid, trace.showlegend, trace.hoverinfo, trace.line.width], ["rest", false, "skip", 1]);
  assert.equal(trace.x.filter((at) => at === null).length, 2);
  assert.deepEqual([others, lineEnds([line], "linear", 12)], [[], []]);
});
