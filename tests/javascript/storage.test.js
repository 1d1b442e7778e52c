// The browser's storage without a browser: answers to practice questions, and the key by which a visitor owns runs; what is
// stored, what is told, what is forgotten; and that the page is told of another theme.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import storage, { setsIn, withAnswers } from "../../pages/learn/practice/answer_storage.js";
import visitorBrowser from "../../pages/shared/frame/visitor_browser.js";

const NAME = "dnn-practice";
const KEY = "dnn-visitor";
const [OURS, KEPT] = ["o".repeat(22), "k-_4".padEnd(22, "k")];
let stored = {};
let colorScheme = "light";

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  stored = {};
  colorScheme = "light";
  globalThis.getComputedStyle = () => ({ colorScheme });
  globalThis.document = { documentElement: {} };
  globalThis.window = {
    localStorage: {
      getItem: (name) => stored[name] ?? null,
      setItem: (name, text) => {
        stored[name] = text;
      },
    },
  };
});
afterEach(() => {
  mock.timers.reset();
  delete globalThis.window;
  delete globalThis.document;
  delete globalThis.getComputedStyle;
});

// What the storage tells the page when it is given these data.
function told(data) {
  const sent = [];
  storage({ data, parentElement: null, setTriggerValue: (name, value) => sent.push([name, value]) });
  return sent;
}

test("answers are stored and told to a page that does not know them", () => {
  assert.deepEqual(told({ set: 7, answers: "ab--------" }), []);
  assert.deepEqual(told({ set: 7, answers: null }), [["stored", { set: 7, answers: "ab--------" }]]);
  assert.deepEqual(told({ set: 8, answers: null }), [["stored", { set: 8, answers: "" }]]);
});

test("a set that begins again is forgotten, and other sets are not", () => {
  told({ set: 7, answers: "ab--------" });
  told({ set: 8, answers: "cd--------" });
  told({ set: 7, answers: "" });
  assert.deepEqual(setsIn(stored[NAME]), [
    [8, "cd--------"],
    [7, ""],
  ]);
});

test("the latest sets are kept", () => {
  let sets = [];
  for (let set = 0; set < 30; set++) sets = withAnswers(sets, set, "a");
  assert.deepEqual([sets.length, sets[0], sets.at(-1)], [20, [10, "a"], [29, "a"]]);
  assert.deepEqual(withAnswers(sets, 12, "b").at(-1), [12, "b"]);
});

test("what cannot be read is nothing", () => {
  for (const written of [null, "", "{", "5", '{"7": "ab"}', "[5, [7], null]"]) assert.deepEqual(setsIn(written), []);
});

test("where the browser stores nothing, the page is told that there is nothing", () => {
  globalThis.window = {
    get localStorage() {
      throw new Error("blocked");
    },
  };
  assert.deepEqual(told({ set: 7, answers: null }), [["stored", { set: 7, answers: "" }]]);
  assert.deepEqual(told({ set: 7, answers: "ab--------" }), []);
  globalThis.window = {
    localStorage: {
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
    },
  };
  assert.deepEqual(told({ set: 7, answers: "ab--------" }), []);
});

// A page whose session owns runs by this key: what it is told, and the way to draw it anew.
function page(owner) {
  const element = {};
  const told = [];
  const setTriggerValue = (name, value) => told.push([name, value]);
  const draw = (key, mode = "light") =>
    visitorBrowser({ data: { language: "zh", owner: key, mode }, parentElement: element, setTriggerValue });
  return { told, draw, end: draw(owner) };
}

test("the document is in the language of the page", () => {
  page(OURS);
  assert.equal(document.documentElement.lang, "zh");
});

test("a first visit stores the key, and a later one with the same key tells the page nothing", () => {
  for (let visit = 0; visit < 2; visit += 1) {
    const { told } = page(OURS);
    mock.timers.tick(10_000);
    assert.deepEqual([told, stored[KEY]], [[], OURS]);
  }
});

test("the key of an earlier visit is told until the page has taken it over, and stays stored", () => {
  stored[KEY] = KEPT;
  const { told, draw } = page(OURS);
  assert.deepEqual(told, [["owner", KEPT]]);
  mock.timers.tick(1000);
  assert.equal(told.length, 2);
  mock.timers.tick(1000);
  assert.equal(told.length, 2);
  draw(KEPT);
  mock.timers.tick(60_000);
  assert.deepEqual([told.length, stored[KEY]], [2, KEPT]);
});

test("a page that is shown in another mode is told so until it is drawn in that one", () => {
  const { told, draw } = page(OURS);
  mock.timers.tick(10_000);
  assert.deepEqual(told, []);
  colorScheme = "dark";
  draw(OURS);
  mock.timers.tick(0);
  assert.deepEqual(told, [["mode", "dark"]]);
  mock.timers.tick(1000);
  assert.equal(told.length, 2);
  draw(OURS, "dark");
  mock.timers.tick(60_000);
  assert.equal(told.length, 2);
  colorScheme = "normal"; // of a browser that has not taken over Streamlit's theme
  draw(OURS, "dark");
  mock.timers.tick(60_000);
  assert.equal(told.length, 2);
});

test("nothing is told once the page is gone", () => {
  stored[KEY] = KEPT;
  const { told, end } = page(OURS);
  end();
  mock.timers.tick(60_000);
  assert.equal(told.length, 1);
});

for (const nonsense of ["", "x", "k".repeat(23), `${"k".repeat(21)}!`, `${"k".repeat(22)}\n`, "é".repeat(22)]) {
  test(`what is no key gives way: ${JSON.stringify(nonsense)}`, () => {
    stored[KEY] = nonsense;
    assert.deepEqual([page(OURS).told, stored[KEY]], [[], OURS]);
  });
}

test("a blocked storage leaves a page its own key", () => {
  Object.defineProperty(globalThis.window, "localStorage", {
    get: () => {
      throw new Error("SecurityError");
    },
  });
  assert.deepEqual(page(OURS).told, []);
});

test("a full storage does so too", () => {
  globalThis.window.localStorage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  assert.deepEqual(page(OURS).told, []);
});
