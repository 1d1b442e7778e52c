// The place at which a learner goes on: when it is focused, and when the page scrolls to it.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import draw, { isOutOfSight, moveFrom } from "../../../pages/learn/path/steps/opened_part.js";

const part = (step, name) => ({ step, part: name, title: "See" });
let done = [];

class Place {
  constructor(top) {
    this.top = top;
  }
  setAttribute() {}
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
  Object.assign(globalThis, {
    HTMLElement: Place,
    window: { innerHeight: 800 },
    matchMedia: () => ({ matches: true }),
    requestAnimationFrame: (act) => act(),
    document: { querySelector: () => ({ scrollIntoView: () => done.push("top of the lesson") }) },
  });
});
afterEach(() => {
  for (const name of ["HTMLElement", "window", "matchMedia", "requestAnimationFrame", "document"])
    delete globalThis[name];
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
    [10, 60, 500, 700].map((top) => isOutOfSight(top, 60, 800)),
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

test("another step begins at its top", () => {
  show(part("a/0", "done/"), 300);
  show(part("a/1", "predict/"), 300);
  assert.deepEqual(done, ["focus", "top of the lesson"]);
});
