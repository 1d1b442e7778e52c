// What is read out of a run: the state, with the iteration and the cost where they are worth a word.
import assert from "node:assert/strict";
import { test } from "node:test";
import { replaces } from "../../pages/live/static/page/kept_focus.js";
import { announcement } from "../../pages/live/static/ui/announcer.js";

const texts = {
  status_running: "Training",
  status_paused: "Paused",
  status_finished: "Finished",
  status_failed: "Failed",
  announce_pause: "{state} at {iteration}, {cost}",
  announce_progress: "{iteration}: {cost}",
  announce_end: "{state}: {cost} after {iteration}",
};

test("a state is announced in one short sentence", () => {
  const say = (status, isOther, cost = 0.25) =>
    announcement({ status, iteration: 1200, iterations: null, latest: { train_cost: cost } }, isOther, texts, "en");
  assert.deepEqual(
    [
      say("running", true),
      say("running", false),
      say("paused", true),
      say("finished", true),
      say("failed", true, null),
    ],
    ["Training", "1,200: 0.2500", "Paused at 1,200, 0.2500", "Finished: 0.2500 after 1,200", "Failed"],
  );
});

test("Train and Pause take each other's place, in every view, and a control that of one with an older value", () => {
  const button = (key) => ({ key, kind: "BUTTON" });
  const field = (key) => ({ key, kind: "INPUT number" });
  assert.ok(replaces(button("st-key-pause"), button("st-key-train")));
  assert.ok(replaces(button("st-key-train_left"), button("st-key-pause_left")));
  assert.ok(!replaces(button("st-key-reset"), button("st-key-train")));
  assert.ok(replaces(field("st-key-control_l2-2"), field("st-key-control_l2-1")));
  assert.ok(replaces(field("st-key-control_l2-1"), field("st-key-control_l2")));
  assert.ok(!replaces(button("st-key-control_l2"), field("st-key-control_l2")));
  assert.ok(!replaces(field("st-key-control_noise"), field("st-key-control_l2")));
});
