// Limits of the list of runs: what is said before the oldest go, and where there are no more stars to give.
import assert from "node:assert/strict";
import { test } from "node:test";
import { leavingWords, starOffer } from "../../../pages/live/static/runs_list/limits.js";

const TEXTS = {
  language: "en",
  list_separator: ", ",
  leaving_one: "over {limit} goes {runs}",
  leaving_other: "over {limit} go {runs}",
  leaving_sweep_one: "of {sweeps} goes {runs}",
  leaving_sweep_other: "of {sweeps} go {runs}",
  no_more_stars: "{limit} given, oldest #{number}",
  move_star: "take #{number}",
};
const runs = Array.from({ length: 10 }, (_, index) => ({
  id: `r${10 - index}`,
  number: 10 - index,
  sweep: null,
  is_starred: index > 7,
}));
const content = (more) => ({ runs, leaving: [], limit: 3, star_limit: 2, sweep_limit: 4, ...more });

test("the runs that go next are named before they go", () => {
  assert.equal(leavingWords(content(), TEXTS), "");
  assert.equal(leavingWords(content({ leaving: ["r2"] }), TEXTS), "over 3 goes #2");
  assert.equal(leavingWords(content({ leaving: ["r3", "r2"] }), TEXTS), "over 3 go #3, #2");
  const many = leavingWords(content({ leaving: runs.map(({ id }) => id) }), TEXTS);
  assert.equal(many, "over 3 go … #6, #5, #4, #3, #2, #1");
});

test("runs of sweeps go by groups, and it is said so", () => {
  const swept = runs.map((row) => ({ ...row, sweep: "s" }));
  assert.equal(leavingWords(content({ runs: swept, leaving: ["r2"] }), TEXTS), "of 4 goes #2");
});

test("where all stars are given, that of the oldest is offered", () => {
  assert.deepEqual(starOffer(content(), TEXTS), { words: "2 given, oldest #1", button: "take #1", run: "r1" });
  assert.equal(starOffer(content({ star_limit: 3 }), TEXTS), null);
  assert.equal(starOffer(content({ runs: [], star_limit: 0 }), TEXTS), null);
});
