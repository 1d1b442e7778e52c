// What steers a run: the buttons in each of its states, with the commands that they ask for; the fields of the hyperparameters.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  appearancesOf,
  BUTTONS,
  commandsOf,
  expected,
  latestAction,
  shortcutOf,
} from "../../pages/live/static/buttons/run_buttons.js";
import { offer, onOffer } from "../../pages/live/static/controls/offers.js";
import { nearest, read, stepped, written } from "../../pages/live/static/controls/values.js";

const RATE = { low: 0, high: 1000, isWhole: false, isLowExcluded: true };
const COUNT = { low: 1, high: 100_000_000, isWhole: true, isLowExcluded: false };

test("numbers are written as short as they are", () => {
  assert.deepEqual([0.1 + 0.2, 5000, 1e-5, 0, "adam", null, 100_000_000].map(written), [
    ...["0.3", "5000", "0.00001", "0", "adam", "", "100000000"],
  ]);
});

test("what is no number, or none of the range, is not read", () => {
  const texts = [
    "0.35",
    " 1e-3 ",
    "1000",
    "0",
    "-1",
    "1001",
    "",
    "  ",
    "much",
    "NaN",
    "Infinity",
    "1e400",
    "0x",
    "1,5",
  ];
  assert.deepEqual(
    texts.map((text) => read(text, RATE)),
    [0.35, 0.001, 1000, ...Array(11).fill(null)],
  );
  assert.deepEqual(
    ["1", "2.5", "0", "1e3", "100000000", "100000001"].map((text) => read(text, COUNT)),
    [1, null, null, 1000, 100_000_000, null],
  );
});

test("steps stay in the range", () => {
  assert.equal(stepped(0.1, 0.01, RATE), 0.11);
  assert.equal(stepped(0.3, -0.1, { ...RATE, isLowExcluded: false }), 0.2);
  assert.equal(stepped(0.005, -0.01, RATE), 0.005); // 0 is no learning rate
  assert.equal(stepped(0.05, -0.1, { ...RATE, isLowExcluded: false }), 0);
  assert.equal(stepped(999.999, 0.01, RATE), 1000);
  assert.equal(stepped(1, -1000, COUNT), 1);
});

test("the slider stands at the nearest position, in ratios", () => {
  const positions = [0.001, 0.01, 0.1, 1];
  assert.deepEqual(
    [0.02, 0.05, 0.1, 50, 1e-9, 0].map((value) => nearest(positions, value)),
    [1, 2, 2, 3, 0, 0],
  );
});

test("the first who takes a change has it, and it goes elsewhere where nobody does", () => {
  const target = new EventTarget();
  globalThis.document = target;
  globalThis.CustomEvent ??= class extends Event {
    constructor(type, options) {
      super(type, options);
      this.detail = options.detail;
    }
  };
  assert.equal(offer({ l2: 0.1 }), false);
  const heard = [];
  const ends = [false, true, true].map((takes, index) =>
    onOffer((change) => {
      heard.push([index, change.l2]);
      return takes;
    }),
  );
  assert.equal(offer({ l2: 0.2 }), true);
  assert.deepEqual(heard, [
    [0, 0.2],
    [1, 0.2],
  ]);
  for (const end of ends) end();
  assert.equal(offer({ l2: 0.3 }), false);
});

const AT_REST = { status: "paused", goes_on: false, iteration: 0 };

// The words of the first button, and the names of those that cannot be pressed.
function seen(situation) {
  const appearances = appearancesOf({ isOwn: true, canTrain: true, ...situation });
  const disabled = Object.keys(appearances).filter(
    (name) => appearances[name].isDisabled && !["undo", "redo"].includes(name),
  );
  return [appearances.train.text, appearances.train.action, disabled.join(" ")];
}

test("the buttons follow the run", () => {
  const own = (state) => seen({ state: { ...AT_REST, ...state } });
  assert.deepEqual(own({}), ["train", "train", "reset"]);
  assert.deepEqual(own({ iteration: 3 }), ["continue", "train", ""]);
  assert.deepEqual(own({ status: "running", goes_on: true }), ["pause", "pause", ""]);
  assert.deepEqual(own({ status: "waiting", goes_on: true }), ["pause", "pause", ""]);
  assert.deepEqual(own({ status: "running", iteration: 3 }), ["continue", "train", ""]); // makes a step
  assert.deepEqual(own({ status: "finished", iteration: 9 }), ["train", "train", "step_iteration step_epoch"]);
  assert.deepEqual(own({ status: "stopped", iteration: 0 }), ["train", "train", "step_iteration step_epoch reset"]);
});

test("somebody else's run leaves the buttons for one of one's own, and what cannot be trained disables them", () => {
  const running = { status: "running", goes_on: true, iteration: 7 };
  assert.deepEqual(seen({ isOwn: false, state: running }), ["train", "train", "reset"]);
  assert.deepEqual(seen({ isOwn: false, canTrain: false, state: AT_REST }), [
    "train",
    "train",
    Object.keys(BUTTONS)
      .filter((name) => !["undo", "redo"].includes(name))
      .join(" "),
  ]);
});

test("undo and redo name what they would do, and are there where there is something", () => {
  const appearances = (more) => appearancesOf({ isOwn: true, canTrain: true, state: AT_REST, ...more });
  assert.deepEqual([appearances({}).undo.isDisabled, appearances({}).undo.help], [true, "nothing_to_undo"]);
  assert.deepEqual(
    [appearances({ undo: "reset" }).undo.isDisabled, appearances({ undo: "reset" }).undo.help],
    [false, "undo_reset"],
  );
  assert.equal(appearances({ redo: "data" }).redo.help, "redo_data");
  const [early, late] = [
    { action: "network", at: 1 },
    { action: "reset", at: 2 },
  ];
  assert.deepEqual([latestAction(early, late), latestAction(late, early)], ["reset", "reset"]);
  assert.deepEqual([latestAction(null, early), latestAction(undefined, null)], ["network", null]);
});

test("what is undone is for the page", () => {
  for (const action of ["undo", "redo"]) assert.equal(commandsOf(action, { hasRun: true, hasEnded: false }), null);
});

test("a key presses a button, with Control those that undo", () => {
  const key = (letter, held = {}) => shortcutOf({ key: letter, ...held });
  assert.deepEqual([key("t"), key("T", { shiftKey: true }), key("t", { altKey: true })], ["T", null, null]);
  assert.deepEqual([key("z", { ctrlKey: true }), key("z", { metaKey: true })], ["Control+Z", "Control+Z"]);
  assert.deepEqual(
    [key("Z", { ctrlKey: true, shiftKey: true }), key("y", { ctrlKey: true })],
    Array(2).fill("Control+Shift+Z"),
  );
  assert.deepEqual([key("t", { ctrlKey: true }), key("z", { ctrlKey: true, repeat: true })], [null, null]);
});

test("why no step can be made is said", () => {
  const help = (state) =>
    appearancesOf({ isOwn: true, canTrain: true, state: { ...AT_REST, ...state } }).step_epoch.help;
  assert.deepEqual(
    [help({}), help({ status: "finished" }), help({ status: "stopped" }), help({ status: "failed" })],
    ["epoch", "finished", "stopped", "stopped"],
  );
});

test("what was pressed is shown before the run has answered", () => {
  assert.equal(seen({ state: expected(AT_REST, "train") })[1], "pause");
  assert.equal(seen({ state: expected({ ...AT_REST, status: "running", goes_on: true }, "pause") })[1], "train");
  assert.equal(expected(AT_REST, "reset"), AT_REST);
});

test("each button asks for its commands", () => {
  const names = (action, run) => commandsOf(action, run)?.map(({ name }) => name) ?? null;
  const [fresh, resting, ended] = [
    { hasRun: false, hasEnded: false },
    { hasRun: true, hasEnded: false },
    { hasRun: true, hasEnded: true },
  ];
  assert.deepEqual(names("train", fresh), ["resume"]);
  assert.deepEqual(names("train", resting), ["resume"]);
  assert.deepEqual(names("train", ended), ["reset", "resume"]);
  assert.deepEqual(names("pause", resting), ["pause"]);
  assert.deepEqual(commandsOf("step_iteration", fresh), [{ name: "step_iterations", count: 1 }]);
  assert.deepEqual(names("step_epoch", fresh), ["step_epoch"]);
  assert.deepEqual([names("reset", fresh), names("reset", ended)], [null, ["reset"]]);
  assert.equal(names("new_weights", fresh), null);
  const seeds = Array.from({ length: 9 }, () => commandsOf("new_weights", resting)?.[0].seed);
  assert.ok(new Set(seeds).size > 1 && seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31));
});
