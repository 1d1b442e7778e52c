// The plane and the curve without a browser: contours, geometry, edits of points, colours of the output, legends and tools.
import assert from "node:assert/strict";
import { test } from "node:test";
import { labelAxes } from "../../pages/live/static/boundary/axis_labels.js";
import {
  legend,
  pointColor,
  pointsLine,
  reachOf,
  shades,
  switches,
  tools,
} from "../../pages/live/static/boundary/colors.js";
import { contour } from "../../pages/live/static/boundary/contour.js";
import { nearestPoint, pixelsOf, pointAt, within } from "../../pages/live/static/boundary/plane.js";
import { afterEdits } from "../../pages/live/static/boundary/point_edits.js";
import { curveLegend, points } from "../../pages/live/static/curve/curve_drawing.js";
import { heightsOf } from "../../pages/live/static/curve/heights.js";
import { diverging } from "../../pages/live/static/ui/shades.js";

const MIDDLE = [250, 250, 250];
const CLASSES = [
  [10, 20, 30],
  [40, 50, 60],
  [70, 80, 90],
];
const COLORS = {
  middle: MIDDLE,
  negative: [1, 2, 3],
  positive: [4, 5, 6],
  classes: CLASSES,
  scale: diverging(MIDDLE, [1, 2, 3], [4, 5, 6]),
};
const TEXTS = {
  ...{
    train: "train",
    test: "test <b>",
    tool: "Tool",
    tool_inspect: "read",
    tool_add: "add {name}",
    tool_remove: "remove",
  },
  ...{ points_full: "at most {max_count}", points_count_other: "{count} of {max_count}", points_clear: "clear" },
  ...{ discrete: "classes only", test_points: "test points" },
};

// A colour between the middle and another, as the scale of shades.js has it: in 255 steps, to the power of 0.85.
const between = (color, share) =>
  MIDDLE.map((from, i) => Math.round(from + (color[i] - from) * (Math.round(255 * share) / 255) ** 0.85));

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

test("a contour of a slope is a straight line", () => {
  // values grow by 1 a column: 0.5 lies half-way between the middles of columns 0 and 1, which is a third of the width
  assert.deepEqual(contour([0, 1, 2, 0, 1, 2, 0, 1, 2], 3), [
    [
      [1 / 3, 0.5 / 3],
      [1 / 3, 1.5 / 3],
    ],
    [
      [1 / 3, 1.5 / 3],
      [1 / 3, 2.5 / 3],
    ],
  ]);
});

test("each end of a contour lies between two cells where their values cross the level", () => {
  const n = 9;
  const A = Array.from({ length: n * n }, (_, i) => Math.sin(12.9898 * (i + 1) ** 2) / 2 + 0.5);
  const ends = contour(A, n, 0.4).flat();
  const middles = Array.from({ length: n - 1 }, (_, row) =>
    Array.from({ length: n - 1 }, (__, column) => [row, column]),
  );
  const crossed = middles.flat().map(([row, column]) => {
    const i = row * n + column;
    const corners = [A[i], A[i + 1], A[i + n + 1], A[i + n]].map((value) => value > 0.4);
    return corners.filter((above, corner) => above !== corners[(corner + 1) % 4]).length;
  });
  assert.equal(
    ends.length,
    crossed.reduce((sum, count) => sum + count, 0),
  );
  for (const [x, y] of ends) {
    const [column, row] = [x * n - 0.5, y * n - 0.5];
    const [left, top] = [Math.floor(column + 1e-9), Math.floor(row + 1e-9)];
    const [right, below] = [column - left, row - top];
    assert.ok(Math.abs(right) < 1e-6 || Math.abs(below) < 1e-6, "an end lies on a line between middles");
    const other = Math.abs(below) < 1e-6 ? A[top * n + left + 1] : A[(top + 1) * n + left];
    const share = Math.max(right, below);
    assert.ok(Math.abs(A[top * n + left] * (1 - share) + (other ?? 0) * share - 0.4) < 1e-6);
  }
});

test("an output of one unit is coloured by its probability, or by its class alone", () => {
  const description = { task: "binary", classes: ["no", "yes"] };
  const output = { A: Float64Array.of(0.5, 1, 0, 0.51), n: 2 };
  const smooth = shades(output, description, COLORS, { discrete: false, reach: 1 });
  assert.deepEqual([smooth(0), smooth(1), smooth(2)], [MIDDLE, between(CLASSES[1], 0.85), between(CLASSES[0], 0.85)]);
  const discrete = shades(output, description, COLORS, { discrete: true, reach: 1 });
  assert.deepEqual([discrete(0), discrete(3)], [between(CLASSES[0], 0.6), between(CLASSES[1], 0.6)]);
});

test("an output of several units has the colour of its likeliest class, the paler the less sure", () => {
  const description = { task: "multiclass", classes: ["a", "b", "c"] };
  // two of four cells: 0.2 0.5 0.3, which is sure by (0.5 - 1/3) / (1 - 1/3) = 0.25; and three equal ones, never quite pale
  const A = Float64Array.of(0.2, 1 / 3, 0, 0, 0.5, 1 / 3, 0, 0, 0.3, 1 / 3, 0, 0);
  const smooth = shades({ A, n: 2 }, description, COLORS, { discrete: false, reach: 1 });
  assert.deepEqual([smooth(0), smooth(1)], [between(CLASSES[1], 0.75 * 0.25), between(CLASSES[0], 0.75 * 0.08)]);
  const discrete = shades({ A, n: 2 }, description, COLORS, { discrete: true, reach: 1 });
  assert.deepEqual(discrete(0), between(CLASSES[1], 0.6));
});

test("targets are coloured against the largest of them", () => {
  const data = { plane: { train: { Y: Float64Array.of(1, -4) } } };
  assert.deepEqual([reachOf(data), reachOf({ plane: null })], [4, 1e-9]);
  const color = shades({ A: Float64Array.of(-1), n: 1 }, { task: "regression", classes: [] }, COLORS, {
    discrete: false,
    reach: 4,
  });
  assert.deepEqual(color(0), between(COLORS.negative, 0.25));
  assert.equal(pointColor(4, { task: "regression" }, COLORS, 4), "rgb(4,5,6)");
  assert.deepEqual(
    [1, 4].map((label) => pointColor(label, { task: "multiclass" }, COLORS, 1)),
    ["rgb(40,50,60)", "rgb(40,50,60)"],
  );
});

test("the legend has the ends of the scale, or the classes, and the marks of the parts that there are", () => {
  const data = { plane: { train: { Y: [2, -8] } }, test: { count: 1 }, target_mean: [0], target_scale: [1] };
  const marks =
    '<span class="dnn-net-key"><i class="dnn-net-round"></i>train</span>' +
    '<span class="dnn-net-key"><i class="dnn-net-square"></i>test &#60;b&#62;</span>';
  assert.equal(
    legend({ task: "binary", classes: ["no", "<yes>"] }, data, TEXTS, COLORS),
    '<span class="dnn-net-bar"><small>0 no</small>' +
      '<b style="background:linear-gradient(90deg,rgb(10,20,30),rgb(250,250,250),rgb(40,50,60))"><em>0.5</em></b>' +
      `<small>1 &#60;yes&#62;</small></span>${marks}`,
  );
  assert.equal(
    legend({ task: "regression", classes: [] }, data, TEXTS, COLORS),
    '<span class="dnn-net-bar"><small>−8</small>' +
      '<b style="background:linear-gradient(90deg,rgb(1,2,3),rgb(250,250,250),rgb(4,5,6))"></b>' +
      `<small>8</small></span>${marks}`,
  );
  assert.equal(
    legend({ task: "multiclass", classes: ["a", "b"] }, { ...data, test: { count: 0 } }, TEXTS, COLORS),
    '<span class="dnn-net-key"><i style="background:rgb(10,20,30)"></i>a</span>' +
      '<span class="dnn-net-key"><i style="background:rgb(40,50,60)"></i>b</span>' +
      '<span class="dnn-net-key"><i class="dnn-net-round"></i>train</span>',
  );
});

test("the ends of a regression's scale are in the unit of its target; a long name is shortened", () => {
  const data = { plane: { train: { Y: [2, -1] } }, test: { count: 0 }, target_mean: [300], target_scale: [10] };
  assert.match(legend({ task: "regression", classes: [] }, data, TEXTS, COLORS), /<small>280<.*<small>320</);
  const name = `<${"long ".repeat(40)}`;
  const binary = legend({ task: "binary", classes: [name, "b"] }, data, TEXTS, COLORS);
  assert.match(binary, /<small>0 &#60;long long long long lo…<\/small>/);
  const several = legend({ task: "multiclass", classes: [name, "b", "c"] }, data, TEXTS, COLORS);
  assert.match(
    several,
    /<span class="dnn-net-key" title="&#60;long [long ]* "><i [^>]*><\/i>&#60;long [long ]*…<\/span>/,
  );
});

test("axes that are alike have the ends of what is drawn, others the extremes of their own values", () => {
  const labels = (axes) => {
    const [across, upright] = [{}, {}];
    labelAxes(across, upright, axes, [-1.1, 1.1]);
    return [across.innerHTML, upright.innerHTML];
  };
  const axis = (name, centre = 0, half = 1) => ({ name, centre, half });
  assert.deepEqual(labels([axis("x₁"), axis("x₂")]), [
    '<span>−1.1</span><b title="x₁">x₁</b><span>1.1</span>',
    '<b title="x₂">x₂</b>',
  ]);
  assert.deepEqual(labels([axis("<i>", 4000, 1000), axis("y", 0.5, 0.5)]), [
    '<span>3000</span><b title="&#60;i&#62;">&#60;i&#62;</b><span>5000</span>',
    '<b title="y">y</b><span>1</span><span>0</span>',
  ]);
});

test("there is a tool for reading, for each class and for removing; none adds to as many points as there may be", () => {
  const description = {
    task: "binary",
    drawable: true,
    classes: ["a", "b"],
    points: { count: 3, max_count: 4, note: "" },
  };
  const buttons = (count) =>
    [
      ...tools(description, count, TEXTS, COLORS).matchAll(/data-tool="([^"]*)" title="([^"]*)"[^>]*?( disabled)?>/g),
    ].map(([, name, title, disabled]) => [name, title, Boolean(disabled)]);
  assert.deepEqual(buttons(3), [
    ["inspect", "read", false],
    ["class-0", "add a", false],
    ["class-1", "add b", false],
    ["remove", "remove", false],
  ]);
  assert.deepEqual(buttons(4), [
    ["inspect", "read", false],
    ["class-0", "at most 4", true],
    ["class-1", "at most 4", true],
    ["remove", "remove", false],
  ]);
  assert.equal(tools({ ...description, task: "regression" }, 3, TEXTS, COLORS), "");
  assert.equal(tools({ ...description, drawable: false }, 3, TEXTS, COLORS), "");
});

test("own points are counted, and switches are those that change something", () => {
  assert.equal(
    pointsLine({ points: { count: 9, max_count: 400, note: "<gone>" } }, 2, TEXTS),
    '<span>2 of 400</span><button type="button" data-clear="1">clear</button><span>&#60;gone&#62;</span>',
  );
  assert.equal(pointsLine({ points: null }, 2, TEXTS), "");
  const state = { discrete: true, tests: false };
  const boxes = (task, count) =>
    [...switches(state, { task }, { test: { count } }, TEXTS).matchAll(/name="(\w+)"( checked)?/g)].map(
      ([, name, checked]) => [name, Boolean(checked)],
    );
  assert.deepEqual(boxes("binary", 5), [
    ["discrete", true],
    ["tests", false],
  ]);
  assert.deepEqual([boxes("regression", 5), boxes("multiclass", 0)], [[["tests", false]], [["discrete", true]]]);
});

// The curve over one feature.
const axes = (centre, half) => [
  { name: "hour", centre: 12, half: 12 },
  { name: "y", centre, half },
];

test("a prediction runs as high as its target in its own unit, on the axis of the targets", () => {
  const data = { task: "regression", target_mean: [290], target_scale: [4], curve: { axes: axes(290, 8) } };
  const line = { A: Float64Array.of(0, 2, -1, NaN, Infinity), at: Float64Array.of(0, 1, 2, 3, 4) };
  assert.deepEqual([...heightsOf(line, data)[0]], [0, 1, -0.5, NaN, Infinity]);
});

test("probabilities run from −1 to 1, a curve for each unit of the output", () => {
  const data = { task: "multiclass", target_mean: [0], target_scale: [1], curve: { axes: axes(0.5, 0.5) } };
  const line = { A: Float64Array.of(0, 1, 0.75, 0, 0.25, 0), at: Float64Array.of(0, 1) };
  assert.deepEqual(
    heightsOf(line, data).map((curve) => [...curve]),
    [
      [-1, 1],
      [0.5, -1],
      [-0.5, -1],
    ],
  );
});

test("a curve has a gap where it is not a number, and does not go far beyond the picture", () => {
  const pixels = (x1, x2) => [x1, x2];
  const curve = Float64Array.of(0.5, NaN, 1e300, -Infinity);
  assert.deepEqual(points([0, 1, 2, 3], curve, [-1, 1], pixels), [[0, 0.5], null, [2, 3], [3, -3]]);
});

test("the legend has the curve of one prediction, or one of each class", () => {
  const legend = (task, classes, count = 1) =>
    curveLegend({ task, classes }, { test: { count } }, TEXTS, { ...COLORS, A: [91, 79, 207] });
  const namesIn = (html) => [...html.matchAll(/<\/i>([^<]*)/g)].map(([, name]) => name);
  assert.deepEqual(namesIn(legend("regression", [])), ["ŷ", "train", "test &#60;b&#62;"]);
  assert.deepEqual(namesIn(legend("binary", ["no", "<b>"], 0)), ["ŷ", "no", "&#60;b&#62;", "train"]);
  assert.deepEqual(namesIn(legend("multiclass", ["a", "b"], 0)), ["a", "b", "train"]);
  assert.match(legend("regression", []), /dnn-net-stroke" style="background:rgb\(91,79,207\)"/);
  assert.match(legend("multiclass", ["a", "b"]), /background:rgb\(40,50,60\)"><\/i>b/);
});
