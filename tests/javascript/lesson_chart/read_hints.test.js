// The hints of a question: which opening scrolls the page, and how far.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import draw, { isOpened, moveTo } from "../../../pages/learn/path/steps/read_hints.js";

const hints = (count, question = "a/0/0") => ({ question, count });
let done = [];
let isCalm = false;

beforeEach(() => {
  done = [];
  isCalm = false;
  Object.assign(globalThis, {
    window: { innerHeight: 800 },
    matchMedia: () => ({ matches: isCalm }),
    requestAnimationFrame: (act) => act(),
  });
});
afterEach(() => {
  for (const name of ["window", "matchMedia", "requestAnimationFrame", "document"]) delete globalThis[name];
});

/** The page with hints that end at these heights, each 100 pixels high. */
function show(data, ...bottoms) {
  const found = bottoms.map((bottom, number) => ({
    getBoundingClientRect: () => ({ top: bottom - 100, bottom }),
    scrollIntoView: (how) => done.push([number, how.block, how.behavior]),
  }));
  globalThis.document = { querySelectorAll: () => found };
  draw({ data, parentElement: {} });
}

test("only another hint of the same question counts as opened", () => {
  assert.equal(isOpened(undefined, hints(2)), false);
  assert.equal(isOpened(hints(1), hints(1)), false);
  assert.equal(isOpened(hints(1), hints(2)), true);
  assert.equal(isOpened(hints(0, "a/0/1"), hints(2)), false);
});

test("a hint that is seen is not moved to, and one that is higher than the window is read from its beginning", () => {
  assert.equal(moveTo({ top: 100, bottom: 200 }, 800), null);
  assert.equal(moveTo({ top: 750, bottom: 850 }, 800), "nearest");
  assert.equal(moveTo({ top: 20, bottom: 120 }, 800), "nearest");
  assert.equal(moveTo({ top: 750, bottom: 1650 }, 800), "start");
});

test("the last hint is scrolled to, gliding where that is welcome", () => {
  show(hints(0));
  show(hints(1), 700);
  assert.deepEqual(done, []);
  show(hints(2), 700, 850);
  assert.deepEqual(done, [[1, "nearest", "smooth"]]);
  isCalm = true;
  show(hints(3), 600, 700, 900);
  assert.deepEqual(done.at(-1), [2, "nearest", "auto"]);
});

test("a page that is opened with its hints, or drawn again, does not move", () => {
  show(hints(2), 700, 850);
  show(hints(2), 700, 850);
  assert.deepEqual(done, []);
});
