// The place at which a learner goes on: when it is focused, and when the page scrolls to it.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import draw, { downToBoth, isOutOfSight, moveFrom } from "../../../pages/learn/path/steps/opened_part.js";

const part = (step, name) => ({ step, part: name, title: "See" });
let done = [];
let later = [];
let heard = [];
let drawn = [];
const { setTimeout: ownTimeout } = globalThis;

class Place {
  constructor(top) {
    this.top = top;
  }
  setAttribute() {}
  closest() {
    return {};
  }
  focus() {
    done.push("focus");
  }
  getBoundingClientRect() {
    return { top: this.top };
  }
  scrollIntoView({ block }) {
    done.push(block);
  }
}

beforeEach(() => {
  done = [];
  later = [];
  heard = [];
  drawn = [];
  Object.assign(globalThis, {
    HTMLElement: Place,
    ResizeObserver: class {
      constructor(act) {
        this.act = act;
      }
      observe() {
        drawn.push(this.act);
      }
      disconnect() {
        drawn = drawn.filter((each) => each !== this.act);
      }
    },
    window: {
      innerHeight: 800,
      innerWidth: 1440,
      addEventListener: (_name, act, { signal }) => heard.push({ act, signal }),
    },
    setTimeout: (act, time) => later.push({ act, time }),
    matchMedia: () => ({ matches: true }),
    requestAnimationFrame: (act) => act(),
    document: { querySelector: () => ({ scrollIntoView: () => done.push("top of the lesson") }) },
  });
});
afterEach(() => {
  for (const name of ["HTMLElement", "ResizeObserver", "window", "matchMedia", "requestAnimationFrame", "document"])
    delete globalThis[name];
  globalThis.setTimeout = ownTimeout;
});

const show = (data, top) => draw({ data, parentElement: { querySelector: () => new Place(top) } });

test("only what has opened since is moved to", () => {
  assert.equal(moveFrom(undefined, part("a/0", "see/")), "nothing");
  assert.equal(moveFrom(part("a/0", "see/"), part("a/0", "see/")), "nothing");
  assert.equal(moveFrom(part("a/0", "see/"), part("a/0", "check/0/0")), "here");
  assert.equal(moveFrom(part("a/0", "done/"), part("a/1", "predict/")), "top");
});

test("a place is out of sight below the covered top and low in the window", () => {
  assert.deepEqual(
    [10, 60, 390, 700].map((top) => isOutOfSight(top, 60, 800)),
    [true, false, false, true],
  );
});

test("the page does not move when it is opened, nor when the same is drawn again", () => {
  show(part("a/0", "see/"), 5000);
  show(part("a/0", "see/"), 5000);
  assert.deepEqual(done, []);
});

test("another phase takes the focus, and is scrolled to where it is out of sight", () => {
  show(part("a/0", "try/"), 300);
  show(part("a/0", "see/"), 300);
  assert.deepEqual(done, ["focus"]);
  show(part("a/0", "check/0/0"), 790);
  assert.deepEqual(done, ["focus", "focus", "start"]);
});

test("a lesson that is opened from the list begins at its top, the one that was left as well", () => {
  show(part("a/0", "see/"), 300);
  show(part("list", "list/"), 300);
  assert.deepEqual(done, []);
  show(part("a/0", "see/"), 300);
  assert.deepEqual(done, ["focus", "top of the lesson"]);
});

test("what is done is shown with what was answered above it", () => {
  show(part("a/0", "check/0/0"), 300);
  show(part("a/0", "done/"), 790);
  assert.deepEqual(done, ["focus", "center"]);
});

test("on a narrow window the page moves so far that the question is read beside its picture", () => {
  assert.equal(downToBoth({ bottom: 900 }, { bottom: 1200 }, 800), 400); // both fit: the question ends at the lower edge
  assert.equal(downToBoth({ bottom: 900 }, { bottom: 1900 }, 800), 900 - 60 - 0.42 * 800); // the picture stays in sight
  const boxes = { ".st-key-lesson_picture": 900, ".st-key-lesson_see": 1200 };
  const scroller = {
    scrollHeight: 3000,
    clientHeight: 800,
    parentElement: null,
    scrollBy: ({ top }) => done.push(top),
  };
  Object.assign(globalThis.window, { innerWidth: 390 });
  globalThis.document.querySelector = (name) => ({ getBoundingClientRect: () => ({ bottom: boxes[name] }) });
  globalThis.getComputedStyle = () => ({ overflowY: "auto" });
  const place = Object.assign(new Place(1000), { parentElement: scroller });
  const showPlace = (data) => draw({ data, parentElement: { querySelector: () => place } });
  showPlace(part("a/0", "try/"));
  showPlace(part("a/0", "see/"));
  assert.deepEqual(done, ["focus", 400]);
  delete globalThis.getComputedStyle;
});

/** A place that what is drawn later pushes down. */
function pushed() {
  const place = Object.assign(new Place(300), { isConnected: true });
  const open = (data) => draw({ data, parentElement: { querySelector: () => place } });
  open(part("a/0", "check/0/0"));
  open(part("a/0", "done/"));
  place.top = 2000;
  return open;
}

const drawAll = () => {
  for (const act of [...drawn]) act();
};

test("a place that is pushed out of sight is scrolled to each time, until all is drawn", () => {
  pushed();
  drawAll();
  drawAll();
  assert.deepEqual(done, ["focus", "center", "center"]);
  for (const { act } of later) act();
  drawAll();
  assert.deepEqual(done, ["focus", "center", "center"]);
});

test("whoever has moved on by then is left where she is", () => {
  pushed();
  heard[0].act();
  drawAll();
  assert.deepEqual(done, ["focus"]);
});

test("what has opened since then is not scrolled away from", () => {
  const open = pushed();
  open(part("a/1", "predict/"));
  drawAll();
  assert.deepEqual(done, ["focus", "focus", "top of the lesson"]);
});

test("another step begins at its top", () => {
  show(part("a/0", "done/"), 300);
  show(part("a/1", "predict/"), 300);
  assert.deepEqual(done, ["focus", "top of the lesson"]);
});
