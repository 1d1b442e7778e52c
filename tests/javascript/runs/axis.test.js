// What the horizontal axis counts: iterations, epochs, examples, seconds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AXES, positions } from "../../../pages/live/static/runs/axis.js";

const COURSE = {
  examples: 350,
  batches: [
    [1, 100],
    [9, null],
  ],
  time: [
    [0, 10, 20],
    [0, 1, 4],
  ],
};

test("an iteration lies where the axis has it", () => {
  const at = (axis, iteration) => positions(axis, COURSE)(iteration);
  assert.deepEqual(AXES, ["iterations", "epochs", "examples", "seconds"]);
  assert.equal(at("iterations", 7), 7);
  assert.deepEqual([at("examples", 4), at("examples", 8), at("examples", 10)], [350, 700, 1400]);
  assert.deepEqual([at("epochs", 4), at("epochs", 8), at("epochs", 10)], [1, 2, 4]);
  assert.deepEqual(
    [0, 5, 10, 15, 20, 99].map((iteration) => at("seconds", iteration)),
    [0, 0.5, 1, 2.5, 4, 4],
  );
});

test("a batch of all examples or more is a full one, and a run without marks has taken no time", () => {
  const course = { examples: 50, batches: [[1, 64]], time: [[], []] };
  assert.deepEqual([positions("epochs", course)(3), positions("seconds", course)(3)], [3, 0]);
});
