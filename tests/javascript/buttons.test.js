// The buttons of a run: what they look like in each state, and the commands that they ask for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUTTONS, commandsOf, expected, looksOf } from "../../pages/live/static/buttons/run_buttons.js";

const AT_REST = { status: "paused", goes_on: false, iteration: 0 };

// The words of the first button, and the names of those that cannot be pressed.
function seen(situation) {
  const looks = looksOf({ isOwn: true, canTrain: true, ...situation });
  const disabled = Object.keys(looks).filter((name) => looks[name].isDisabled);
  return [looks.train.text, looks.train.action, disabled.join(" ")];
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
    Object.keys(BUTTONS).join(" "),
  ]);
});

test("why no step can be made is said", () => {
  const help = (state) => looksOf({ isOwn: true, canTrain: true, state: { ...AT_REST, ...state } }).step_epoch.help;
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
