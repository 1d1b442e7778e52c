// What the steering bar asks for, what is in force in words, and the values of a sweep.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextActs } from "../../../pages/live/static/wall/answers/answers.js";
import { actsOf, buttonsOf } from "../../../pages/live/static/wall/opened.js";
import { inForce } from "../../../pages/live/static/wall/steering/in_force.js";
import { askedBy } from "../../../pages/live/static/wall/steering/steering_acts.js";
import { valueOfSeat } from "../../../pages/live/static/wall/steering/sweep_values.js";
import { member, run, texts, wall } from "./members.js";

const setting = (changes) => ({
  ...{ name: "learning_rate", title: "α", options: [], low: 0.001, high: 10, is_logarithmic: true },
  ...changes,
});
const config = { dataset: { name: "circles" } };
const asked = (name, fields = {}, changes = {}, controls = []) =>
  askedBy(name, (role) => fields[role] ?? "", {
    ...{ wall: wall(changes), scenario: JSON.stringify(config), settings: [setting()], texts },
    controls: new Map(controls),
  });

test("a sweep travels as its ends, which the server spreads, or as all values that a setting has", () => {
  const fields = { "sweep-setting": "units", "sweep-low": "1", "sweep-high": "64", "sweep-scale": "even" };
  const settings = [setting({ name: "units" })];
  const sent = (given, known = settings) =>
    askedBy("push_sweep", (role) => given[role] ?? "", {
      ...{ wall: wall(), scenario: JSON.stringify(config), settings: known, texts, controls: new Map() },
    });
  const push = { kind: "sweep", config, choice: "units", between: [1, 64], spacing: "even" };
  assert.deepEqual(sent(fields).acts, [{ name: "push", push }]);
  const names = ["tanh", "relu"].map((name) => [name, name.toUpperCase()]);
  const named = [setting({ name: "activation", options: names })];
  assert.deepEqual(sent({ "sweep-setting": "activation" }, named).acts[0].push.values, ["tanh", "relu"]);
  for (const [low, high, spacing] of [
    ["1", "1", "log"],
    ["2", "1", "log"],
    ["0", "1", "log"],
    ["", "1", "even"],
    ["0", "1e999", "even"],
  ]) {
    const given = { ...fields, "sweep-low": low, "sweep-high": high, "sweep-scale": spacing };
    assert.deepEqual(sent(given), { acts: [], problem: "wrong_range" });
  }
});

test("buttons ask for acts of the room as it is", () => {
  assert.deepEqual(asked("pause").acts, [{ name: "pause" }]);
  assert.deepEqual(asked("pause", {}, { is_paused: true }).acts, [{ name: "go_on" }]);
  assert.deepEqual(asked("lock", {}, { is_locked: true }).acts, [{ name: "unlock" }]);
  assert.deepEqual(asked("push_scenario").acts, [{ name: "push", push: { kind: "scenario", config } }]);
  const step = asked("push_lesson", { "push-lesson": "depth", "push-step": "2" });
  assert.deepEqual(step.acts, [{ name: "push", push: { kind: "lesson", lesson: "depth", step: 2 } }]);
  const sweep = { "sweep-setting": "learning_rate", "sweep-low": "0.01", "sweep-high": "1", "sweep-scale": "log" };
  const push = { kind: "sweep", config, choice: "learning_rate", between: [0.01, 1], spacing: "log" };
  assert.deepEqual(asked("push_sweep", sweep).acts, [{ name: "push", push }]);
  assert.deepEqual(asked("push_sweep", { ...sweep, "sweep-low": "" }), { acts: [], problem: "wrong_range" });
  assert.deepEqual(asked("set_goal", { "goal-cost": "0.1" }).acts, [{ name: "set_goal", cost: 0.1 }]);
  for (const wrong of ["", "0", "-1", "x"])
    assert.equal(asked("set_goal", { "goal-cost": wrong }).problem, "wrong_goal");
  const pace = asked("set_pace", { "pace-kind": "up_to", "pace-step": "3" });
  assert.deepEqual(pace.acts, [{ name: "set_pace", pace: "up_to", step: 2 }]);
  assert.deepEqual(asked("set_pace", { "pace-kind": "free" }).acts, [{ name: "set_pace", pace: "free", step: 0 }]);
  assert.deepEqual(asked("set_title", { title: "XOR" }).acts, [{ name: "set_title", title: "XOR" }]);
  assert.deepEqual(asked("close").acts, [{ name: "close" }]);
  assert.deepEqual(asked("ask_close").acts, []);
});

test("of the controls only what has changed is sent", () => {
  const controls = [
    ["l2", "hidden"],
    ["seed", "locked"],
    ["units", "open"],
  ];
  assert.deepEqual(asked("set_controls", {}, { locked_controls: ["seed"] }, controls).acts, [
    { name: "hide_controls", controls: ["l2"] },
  ]);
  assert.deepEqual(
    asked("set_controls", {}, { hidden_controls: ["l2"], locked_controls: ["seed"] }, controls).acts,
    [],
  );
});

const known = {
  texts,
  lessons: [{ name: "depth", title: "Why deep", steps: [] }],
  settings: [setting()],
  controls: [{ name: "l2", title: "λ" }],
};
const forced = (changes) => inForce(wall(changes), known).map(({ key, undo }) => [key, undo?.name ?? null]);

test("what is in force is listed with what takes it back", () => {
  assert.deepEqual(forced({}), []);
  const all = {
    ...{ is_free: true, is_durable: false, is_paused: true, is_locked: true, goal_cost: 0.1 },
    ...{ pace: { kind: "together", step: 1 }, locked_controls: ["l2"], hidden_controls: ["l2"] },
    push: { number: 1, kind: "scenario" },
  };
  assert.deepEqual(forced(all), [
    ...[
      ["free", null],
      ["fragile", null],
      ["paused", "go_on"],
      ["locked", "unlock"],
      ["goal", "set_goal"],
    ],
    ...[
      ["pace", "set_pace"],
      ["push", null],
      ["locked_controls", "lock_controls"],
      ["hidden_controls", "hide_controls"],
    ],
  ]);
});

test("a push is told with what it is, and by how many it is followed", () => {
  const words = {
    pushed: "{what}: {count} of {of}",
    ...{ pushed_lesson: "{title} {number}", pushed_sweep: "{title} {low}–{high}", pushed_spotlight: "of {name}" },
    ...{ pushed_scenario: "a setting", seat: "Seat {number}" },
  };
  const members = [
    member({ follows: 2 }),
    member({ id: "b", seat: 8, follows: 2, returned: 2 }),
    member({ id: "c", follows: 1 }),
  ];
  const said = (push) => inForce(wall({ members, push: { number: 2, ...push } }), { ...known, texts: words })[0].text;
  assert.equal(said({ kind: "scenario" }), "a setting: 1 of 3");
  assert.equal(said({ kind: "lesson", lesson: "depth", step: 0 }), "Why deep 1: 1 of 3");
  assert.equal(
    said({ kind: "sweep", choice: "learning_rate", between: [0.001, 10], values: [] }),
    "α 0.001–10: 1 of 3",
  );
  assert.equal(said({ kind: "sweep", choice: "learning_rate", between: null, values: [1, 5, 3] }), "α 1–5: 1 of 3");
  assert.equal(said({ kind: "spotlight", spotlight: "b" }), "of Seat 8: 1 of 3"); // the room is anonymous
  assert.equal(said({ kind: "spotlight", spotlight: "gone" }), "a setting: 1 of 3");
});

test("the teacher reveals, begins the second vote, and reveals that, each when it can be", () => {
  const names = (changes) =>
    nextActs({ revealed: 0, is_second_open: false, answered_again: 0, ...changes }).map(
      ({ act, vote = 0 }) => `${act}${vote || ""}`,
    );
  assert.deepEqual(names({}), ["reveal1", "second_vote"]);
  assert.deepEqual(names({ revealed: 1 }), ["second_vote", "conceal"]);
  assert.deepEqual(names({ is_second_open: true }), ["reveal1", "end_second_vote"]);
  assert.deepEqual(names({ is_second_open: true, answered_again: 4 }), ["reveal1", "end_second_vote", "reveal2"]);
  assert.deepEqual(names({ revealed: 2, is_second_open: true, answered_again: 4 }), ["end_second_vote", "conceal"]);
  assert.deepEqual(names({ revealed: 1, answered_again: 4 }), ["second_vote", "reveal2", "conceal"]);
});

test("a member is put on the projector with a star, alone or beside at most four others", () => {
  const acts = (name, changes, presented = []) => actsOf(name, member(changes), presented);
  const present = (members) => ({ name: "present", members });
  assert.deepEqual(acts("project_member", {}), [{ name: "star", member: "a" }, present(["a"])]);
  assert.deepEqual(acts("project_member", { star: {} }, ["b"]), [present(["a"])]);
  assert.deepEqual(acts("present_beside", { star: {} }, ["b", "c"]), [present(["b", "c", "a"])]);
  assert.deepEqual(acts("present_beside", { star: {} }, ["b", "c", "d", "e", "f"]), [
    present(["c", "d", "e", "f", "a"]),
  ]);
  assert.deepEqual(acts("earlier", { star: {} }, ["b", "c", "a", "d"]), [present(["b", "a", "c", "d"])]);
  assert.deepEqual(acts("earlier", { star: {} }, ["a", "b"]), []);
  assert.deepEqual(acts("unpresent", { star: {} }, ["b", "a"]), [present(["b"])]);
  assert.deepEqual(acts("star", { star: {} }), [{ name: "unstar", member: "a" }]);
  assert.deepEqual(acts("spotlight", {}), [{ name: "push", push: { kind: "spotlight", member: "a" } }]);
  assert.deepEqual(acts("remove", {}), [{ name: "remove_member", member: "a" }]);
});

test("a member without a run has no button that needs one; a star keeps one to be presented", () => {
  const names = (changes, presented = []) => buttonsOf(member(changes), presented, false).map(([name]) => name);
  assert.deepEqual(names({}), ["rename", "remove"]);
  assert.deepEqual(names({ star: {} }), ["project_member", "present_beside", "star", "rename", "remove"]);
  const withRun = ["spotlight", "star", "rename", "remove"];
  assert.deepEqual(names({ run: run([1]) }), ["project_member", "present_beside", ...withRun]);
  assert.deepEqual(names({ run: run([1]) }, ["b", "a"]), ["project_member", "unpresent", "earlier", ...withRun]);
});

test("the form says the values that the server gives to the seats", () => {
  const values = (part, count, isWhole = false) =>
    Array.from({ length: count }, (_, i) => valueOfSeat(part, i + 1, isWhole));
  assert.deepEqual(values({ between: [0.001, 10], spacing: "log" }, 5), [0.001, 10, 0.1, 0.01, 1]);
  assert.deepEqual(values({ between: [1, 9], spacing: "even" }, 6), [1, 9, 5, 3, 7, 2]);
  assert.deepEqual(values({ between: [1, 3], spacing: "even" }, 3, true), [1, 3, 2]);
  assert.deepEqual(values({ between: [1, 4], spacing: "even" }, 3, true), [1, 4, 2]); // 2.5, as Python rounds it
  assert.deepEqual(values({ values: ["tanh", "relu"] }, 3), ["tanh", "relu", "tanh"]);
});
