// The storage of answers to practice questions without a browser: what is stored, what is told, what is forgotten.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import storage, { setsIn, withAnswers } from "../../pages/learn/practice/answer_storage.js";

const NAME = "dnn-practice";
let stored = {};

beforeEach(() => {
  stored = {};
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
  delete globalThis.window;
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
