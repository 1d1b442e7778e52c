// The drawing board without a browser: letters, brushes, eraser, undo, and how the page comes to know of a stroke.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { along, brushed, erased, eraserRadius, SPACING } from "../../../pages/live/static/drawing_board/brushes.js";
import { Drawing } from "../../../pages/live/static/drawing_board/drawing.js";
import { Hand } from "../../../pages/live/static/drawing_board/hand.js";
import { decode, encode } from "../../../pages/live/static/drawing_board/letters.js";
import { brushes, tools } from "../../../pages/live/static/drawing_board/markup.js";
import { Teller } from "../../../pages/live/static/drawing_board/teller.js";

const point = (x1, x2, label = 0) => ({ x1, x2, label });
const near = (a, b, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);
const distance = (a, b) => Math.hypot(a.x1 - b.x1, a.x2 - b.x2);

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("points become letters and points again, within a thousandth", () => {
  const points = [point(-2, 2), point(0, 0, 1), point(1.2345, -0.001, 5)];
  const letters = encode(points);
  assert.equal(letters.length, 15);
  const again = decode(letters);
  for (const [k, { x1, x2, label }] of points.entries()) {
    near(again[k].x1, x1, 0.0005);
    near(again[k].x2, x2, 0.0005);
    assert.equal(again[k].label, label);
  }
  assert.equal(encode(again), letters);
  assert.deepEqual(decode(""), []);
  assert.equal(encode([point(7, -7)]), encode([point(2, -2)]));
});

test("a stroke leaves points at an even distance, however the way is cut up", () => {
  const whole = brushed(point(0, 0), { x1: 1, x2: 0 }, { label: 3, size: 0, isCurve: false });
  assert.equal(whole.points.length, Math.floor(1 / SPACING));
  let last = { x1: 0, x2: 0 };
  const pieces = [];
  for (let k = 1; k <= 100; k++) {
    const piece = brushed(last, { x1: k / 100, x2: 0 }, { label: 3, size: 0, isCurve: false });
    pieces.push(...piece.points);
    last = piece.last;
  }
  assert.equal(pieces.length, whole.points.length);
  for (const [k, each] of pieces.entries()) near(each.x1, whole.points[k].x1);
  assert.ok(pieces.every(({ label }) => label === 3));
});

test("a spray stays within its size, and within the plane", () => {
  const brush = { label: 1, size: 0.2, isCurve: false };
  const press = brushed(null, { x1: 0.5, x2: 0.5 }, brush).points;
  assert.equal(press.length, 4);
  assert.ok(press.every((each) => distance(each, { x1: 0.5, x2: 0.5 }) <= 0.2));
  const edge = brushed({ x1: -2, x2: 2 }, { x1: 2, x2: 2 }, brush).points;
  assert.ok(edge.length > 50 && edge.every(({ x1, x2 }) => Math.max(Math.abs(x1), Math.abs(x2)) <= 2));
  assert.ok(edge.some(({ x2 }) => x2 < 2));
});

test("the samples of a curve have noise in y alone", () => {
  const brush = { label: 0, size: 0.3, isCurve: true };
  const { points } = brushed({ x1: -1, x2: 0 }, { x1: 1, x2: 0 }, brush, () => 0.75);
  for (const [k, { x1, x2 }] of points.entries()) {
    near(x1, -1 + SPACING * (k + 1));
    near(x2, 0.15);
  }
  assert.equal(brushed(null, { x1: 0, x2: 0 }, brush).points.length, 1);
});

test("an eraser takes what lies on its way, between two events too", () => {
  const points = [point(0, 0), point(0.5, 0.02), point(1, 0), point(0.5, 1)];
  const left = erased(points, { x1: 0, x2: 0 }, { x1: 1, x2: 0 }, 0.1);
  assert.deepEqual(left, [point(0, 0), point(0.5, 1)].slice(1));
  assert.equal(erased(points, null, { x1: -1, x2: -1 }, 0.1), points);
  assert.deepEqual(erased([point(0.33, 0.0999), point(0.33, 0.1001)], { x1: 0, x2: 0 }, { x1: 1, x2: 0 }, 0.1), [
    point(0.33, 0.1001),
  ]);
  assert.ok(eraserRadius(0) > 0);
  assert.equal(eraserRadius(0.4), 0.4);
  assert.equal(along({ x1: 0, x2: 0 }, { x1: 0, x2: 0 }, 0.1).length, 0);
});

test("strokes are undone and redone, and those that change nothing are none", () => {
  const drawing = new Drawing(5);
  const stroke = (...points) => {
    drawing.begin();
    for (const each of points) drawing.add([each]);
    drawing.end();
  };
  stroke(point(0, 0), point(1, 0));
  stroke(point(0, 1));
  stroke();
  assert.equal(drawing.before.length, 2);
  drawing.undo();
  assert.equal(drawing.points.length, 2);
  drawing.redo();
  assert.equal(drawing.points.length, 3);
  drawing.undo();
  stroke(point(1, 1));
  drawing.redo();
  assert.deepEqual(drawing.points.at(-1), point(1, 1));
  drawing.replace([]);
  drawing.replace([]);
  drawing.undo();
  assert.equal(drawing.points.length, 3);
  stroke(point(0, 0), point(0, 0), point(0, 0), point(0, 0));
  assert.equal(drawing.points.length, 5);
  for (let k = 0; k < 10; k++) drawing.undo();
  assert.deepEqual(drawing.points, []);
});

test("a single point follows the pointer until it is released", () => {
  const drawing = new Drawing(3);
  drawing.add([point(1, 1)]);
  drawing.begin();
  for (const x1 of [0, 0.1, 0.2]) drawing.place(point(x1, 0));
  drawing.end();
  assert.deepEqual(drawing.points, [point(1, 1), point(0.2, 0)]);
});

test("a drawing is told again until the page has it, and the next one waits", () => {
  const sent = [];
  const teller = new Teller((number) => sent.push(number));
  teller.tell();
  teller.tell();
  assert.deepEqual(sent, [1]);
  mock.timers.tick(3000);
  assert.deepEqual(sent, [1, 2]);
  assert.equal(teller.confirm(1), false);
  assert.deepEqual(sent, [1, 2, 2]);
  assert.equal(teller.confirm(2), true);
  mock.timers.tick(30_000);
  assert.deepEqual(sent, [1, 2, 2]);
});

test("a page that was drawn for another reason does not make the drawing be sent once more", () => {
  const sent = [];
  const teller = new Teller((number) => sent.push(number));
  teller.tell();
  teller.confirm(0);
  teller.confirm(0);
  assert.deepEqual(sent, [1]);
  teller.rest();
});

test("a page that has forgotten the drawing, after its server began anew, is told again", () => {
  const sent = [];
  const teller = new Teller((number) => sent.push(number));
  teller.tell();
  assert.equal(teller.confirm(1), true);
  assert.equal(teller.confirm(0), false);
  assert.deepEqual(sent, [1, 1]);
  assert.equal(teller.confirm(1), true);
  mock.timers.tick(30_000);
  assert.equal(sent.length, 2);
});

test("a stroke that was under way when the board went is told when it comes back", () => {
  const sent = [];
  const teller = new Teller((number) => sent.push(number));
  teller.note();
  assert.deepEqual(sent, []);
  teller.confirm(0);
  assert.deepEqual(sent, [1]);
  teller.rest();
});

// A hand over a canvas of 400 pixels, what it does, and a way to let something happen on the canvas.
function hand() {
  const heard = {};
  const canvas = {
    addEventListener: (name, listener) => Object.assign(heard, { [name]: listener }),
    getBoundingClientRect: () => ({ left: 0, top: 0, width: 400, height: 400 }),
    focus() {},
    setPointerCapture() {},
  };
  const done = [];
  const note =
    (name) =>
    (...values) =>
      done.push([name, ...values]);
  const handlers = Object.fromEntries(
    ["onBegin", "onMove", "onEnd", "onHover", "onCross", "onAct"].map((name) => [name, note(name)]),
  );
  new Hand(canvas, handlers);
  const happen = (name, event) => {
    const stopped = [];
    heard[name]({
      preventDefault: () => stopped.push("default"),
      stopPropagation: () => stopped.push("way"),
      ...event,
    });
    return stopped;
  };
  return { done, happen };
}

test("a pointer draws from where it is pressed to where it is released, and a second finger does not", () => {
  const { done, happen } = hand();
  happen("pointerdown", { button: 0, pointerId: 1, clientX: 0, clientY: 0 });
  happen("pointerdown", { button: 0, pointerId: 2, clientX: 100, clientY: 100 });
  happen("pointermove", { pointerId: 2, pointerType: "touch", clientX: 300, clientY: 100 });
  const passed = [
    { clientX: 200, clientY: 0 },
    { clientX: 200, clientY: 200 },
  ];
  happen("pointermove", { pointerId: 1, pointerType: "touch", getCoalescedEvents: () => passed });
  happen("pointerup", { pointerId: 2 });
  happen("pointerup", { pointerId: 1 });
  assert.deepEqual(done, [
    ["onBegin", { x1: -2, x2: 2 }, false],
    ["onMove", { x1: 0, x2: 2 }],
    ["onMove", { x1: 0, x2: 0 }],
    ["onEnd"],
  ]);
  happen("pointerdown", { button: 2, pointerId: 1, clientX: 0, clientY: 0 });
  assert.equal(done.length, 4);
});

test("the arrow keys move a cross within the plane, Enter draws there, Delete erases", () => {
  const { done, happen } = hand();
  assert.deepEqual(happen("keydown", { key: "ArrowRight" }), ["default", "way"]);
  happen("keydown", { key: "ArrowUp", shiftKey: true });
  happen("keydown", { key: "Enter" });
  happen("keydown", { key: "Delete" });
  const strokes = done.filter(([name]) => name === "onBegin");
  assert.deepEqual(strokes, [
    ["onBegin", { x1: 0.1, x2: 0.5 }, false],
    ["onBegin", { x1: 0.1, x2: 0.5 }, true],
  ]);
  for (let k = 0; k < 10; k++) happen("keydown", { key: "ArrowUp", shiftKey: true });
  assert.equal(done.at(-1)[1].x2, 2);
  assert.deepEqual(happen("keydown", { key: "Tab" }), []);
  happen("keydown", { key: "z", ctrlKey: true });
  happen("keydown", { key: "Z", metaKey: true, shiftKey: true });
  happen("keydown", { key: "y", ctrlKey: true });
  assert.deepEqual(done.slice(-3), [
    ["onAct", "undo"],
    ["onAct", "redo"],
    ["onAct", "redo"],
  ]);
});

test("there is a tool for each class, or one for the curve, and the names of classes are letters alone", () => {
  const texts = { curve: "Curve", eraser: "Eraser", spray: "Spray", stroke: "Stroke", point: "Single point" };
  const classes = tools({ kind: "classes", class_names: ["a<b>", "c"], colors: ["#111", "#222"], texts });
  assert.equal(classes.match(/role="radio"/g).length, 3);
  assert.ok(classes.includes("a&#60;b&#62;") && classes.includes("#222") && classes.includes("Eraser"));
  const curve = tools({ kind: "curve", class_names: [], colors: ["#111"], texts });
  assert.equal(curve.match(/role="radio"/g).length, 2);
  assert.ok(brushes({ kind: "curve", texts }).includes("Stroke"));
  assert.ok(brushes({ kind: "classes", texts }).includes("Spray"));
});
