// Sketching without a browser: strokes over strokes, taps, handles, undo, and the few points that the page is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HANDLES, moved as heightOfKey } from "../../../pages/live/static/lesson_chart/handles.js";
import { stepped } from "../../../pages/live/static/lesson_chart/pad.js";
import {
  extended,
  handleIterations,
  heightAt,
  MAX_POINTS,
  moved,
  Sketch,
  simplified,
  through,
  withStroke,
} from "../../../pages/live/static/lesson_chart/sketch.js";

const near = (a, b, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);
const stroke = (places) => places.reduce(([done, last], place) => [extended(done, last, place), place], [[], null])[0];
const inOrder = (places) => places.every(([at], i) => i === 0 || at > places[i - 1][0]);
const LINE = [
  [1, 1],
  [101, 0],
];

test("a stroke is a function of the iterations: where it goes back its later part counts", () => {
  const there = [
    [1, 0.9],
    [50, 0.5],
    [100, 0.1],
  ];
  assert.deepEqual(stroke(there), there);
  const back = stroke([...there, [60, 0.8], [40, 0.7]]);
  assert.ok(inOrder(back));
  assert.deepEqual(back, [
    [1, 0.9],
    [40, 0.7],
    [60, 0.8],
    [100, 0.1],
  ]);
  assert.deepEqual(
    stroke([
      [5, 0.1],
      [5, 0.9],
    ]),
    [[5, 0.9]],
  );
});

test("outside of a later stroke the sketch runs as before", () => {
  const both = withStroke(LINE, [
    [41, 0.2],
    [61, 0.9],
  ]);
  assert.ok(inOrder(both));
  for (const at of [1, 20, 40, 62, 80, 101]) near(heightAt(both, at), 1 - (at - 1) / 100);
  near(heightAt(both, 51), 0.55);
  assert.deepEqual(withStroke([], [[3, 0.5]]), [[3, 0.5]]);
  assert.deepEqual(withStroke(LINE, []), LINE);
  assert.deepEqual(
    withStroke(
      [[50, 0.5]],
      [
        [1, 1],
        [20, 0.8],
      ],
    ),
    [
      [1, 1],
      [20, 0.8],
      [50, 0.5],
    ],
  );
});

test("nothing is changed in place that undo would bring back", () => {
  const base = [
    [1, 0.5],
    [50, 0.4],
    [100, 0.3],
  ];
  const copy = structuredClone(base);
  withStroke(base, [
    [20, 0.9],
    [30, 0.8],
  ]);
  through(base, [60, 0.1], 5);
  moved(base, [1, 50, 100], 1, 0.9);
  simplified(base, 2);
  assert.deepEqual(base, copy);
});

test("a tap bends the sketch to its place, and places close to it give way", () => {
  assert.deepEqual(
    through(
      [
        [1, 1],
        [48, 0.5],
        [100, 0],
      ],
      [50, 0.9],
      4,
    ),
    [
      [1, 1],
      [50, 0.9],
      [100, 0],
    ],
  );
  assert.deepEqual(through([], [50, 0.9], 4), [[50, 0.9]]);
});

test("heights lie on straight lines, and there are none where nothing is sketched", () => {
  near(heightAt(LINE, 26), 0.75);
  assert.equal(heightAt(LINE, 102), null);
  assert.equal(heightAt([[5, 0.3]], 4), null);
  assert.equal(heightAt([[5, 0.3]], 5), 0.3);
  assert.equal(heightAt([], 5), null);
});

test("the page is told at most sixty points, from which the curve is seen as it was drawn", () => {
  const curve = Array.from({ length: 900 }, (_, i) => [
    i + 1,
    0.1 + 0.8 * Math.exp(-i / 150) + 0.03 * Math.sin(i / 30),
  ]);
  const few = simplified(curve);
  assert.ok(few.length <= MAX_POINTS && few.length > 10);
  assert.deepEqual([few[0], few.at(-1)], [curve[0], curve.at(-1)]);
  for (const [at, height] of curve) near(heightAt(few, at), height, 0.01);
  const straight = Array.from({ length: 300 }, (_, i) => [i + 1, i / 300]);
  assert.equal(simplified(straight).length, 2);
  const zigzag = Array.from({ length: 300 }, (_, i) => [i + 1, i % 2]);
  assert.equal(simplified(zigzag).length, MAX_POINTS);
  assert.deepEqual(simplified([[1, 0.5]]), [[1, 0.5]]);
});

test("handles are spread from the first iteration to the last, each once", () => {
  assert.deepEqual(handleIterations(601, HANDLES), [1, 101, 201, 301, 401, 501, 601]);
  assert.deepEqual(handleIterations(3, HANDLES), [1, 2, 3]);
});

test("a handle moves its own part of the sketch alone", () => {
  const handles = [1, 26, 51, 76, 101];
  const once = moved(LINE, handles, 2, 0.9);
  assert.deepEqual([heightAt(once, 51), heightAt(once, 26), heightAt(once, 76)], [0.9, 0.75, 0.25]);
  for (const at of [1, 10, 90, 101]) near(heightAt(once, at), 1 - (at - 1) / 100);
  assert.deepEqual(moved([], handles, 0, 0.7), [[1, 0.7]]);
  const second = moved([[1, 0.7]], handles, 1, 0.4);
  assert.deepEqual(second, [
    [1, 0.7],
    [26, 0.4],
  ]);
  assert.equal(heightAt(moved(LINE, handles, 4, 1), 101), 1);
});

test("keys move a handle within the plot, and the cursor within the iterations", () => {
  const key = (name, height, held = {}) => heightOfKey({ key: name, ...held }, height);
  near(key("ArrowUp", 0.5), 0.525);
  near(key("ArrowDown", 0.5, { shiftKey: true }), 0.4);
  assert.deepEqual([key("Home", 0.5), key("End", 0.5), key("PageUp", 0.99), key("ArrowLeft", 0)], [0, 1, 1, 0]);
  assert.deepEqual([key("a", 0.5), key("Tab", 0.5), key("ArrowUp", 0.5, { ctrlKey: true })], [null, null, null]);
  assert.deepEqual(
    ["ArrowRight", "PageDown", "Home", "End"].map((each) => stepped(each, 250, 500)),
    [255, 200, 1, 500],
  );
  assert.deepEqual(
    [stepped("ArrowLeft", 2, 500), stepped("ArrowRight", 500, 500), stepped("x", 5, 500)],
    [1, 500, null],
  );
  assert.equal(stepped("ArrowRight", 3, 10), 4);
});

test("strokes are taken back and brought again; the same sketch is no change", () => {
  const sketch = new Sketch();
  assert.ok(!sketch.undo() && !sketch.redo() && !sketch.change([]));
  assert.ok(sketch.change(LINE) && !sketch.change(structuredClone(LINE)) && sketch.change([]));
  assert.ok(sketch.undo());
  assert.deepEqual(sketch.places, LINE);
  assert.ok(sketch.undo() && !sketch.undo());
  assert.deepEqual(sketch.places, []);
  assert.ok(sketch.redo() && sketch.redo() && !sketch.redo());
  assert.ok(sketch.undo() && sketch.change([[5, 0.5]]) && !sketch.redo());
  sketch.take(LINE, [[5, 0.5]], [[5, 0.5]]);
  assert.deepEqual(sketch.places, [[5, 0.5]]);
  sketch.take(
    LINE,
    [[5, 0.5]],
    [
      [1, 1],
      [101, 0],
    ],
  );
  assert.deepEqual(sketch.places, LINE);
});
