// The run of the teacher's own: in the chart of the class, among those presented, in the menu and in force.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axesOf, drawnRuns, nameIn } from "../../../pages/live/static/wall/chart/class_curves.js";
import { presentedIn } from "../../../pages/live/static/wall/presented.js";
import { inForce } from "../../../pages/live/static/wall/steering/in_force.js";
import { runChoices } from "../../../pages/live/static/wall/steering/own_run.js";
import { askedBy } from "../../../pages/live/static/wall/steering/steering_acts.js";
import { TEACHER, teacherTile } from "../../../pages/live/static/wall/teacher_run.js";
import { member, run, texts, wall } from "./members.js";

const colors = { train: "blue", test: "red", reference: "grey", text: "black", background: "#ffffff" };
const teacher = (changes = {}) => ({
  id: "own",
  name: "",
  run: run([0.9, 0.2], { run: "own" }),
  network: null,
  ...changes,
});
const members = [member({ id: "a", run: run([0.7, 0.6]) }), member({ id: "b", run: run([0.8, 0.5]) })];

test("it is the last line of the chart, thick, dashed, in a colour of its own and with its name", () => {
  const model = { members, chosen: new Set(), sweep: null, goal: null, hasNames: false };
  const own = teacherTile(teacher({ name: "deep" }), texts);
  const drawn = drawnRuns({ ...model, teacher: own }, { texts, colors });
  assert.deepEqual(
    drawn.map(({ id }) => id),
    ["a", "b", TEACHER],
  );
  const { label, isHighlighted, dash, color, curve } = drawn[2];
  assert.deepEqual([label, isHighlighted, dash, color], ["teacher_run", true, "longdash", "black"]);
  assert.deepEqual(curve.points[1], [0.9, 0.2]);
  assert.ok(drawn.slice(0, 2).every((each) => each.color !== "black" && each.dash === "solid"));
  for (const none of [null, teacherTile(teacher({ run: null }), texts), teacherTile(teacher({ run: run([]) }), texts)])
    assert.equal(drawnRuns({ ...model, teacher: none }, { texts, colors }).length, 2);
  const far = teacherTile(teacher({ run: run(Array(900).fill(0.1)) }), texts);
  assert.ok(axesOf([...members, far]).iterations >= 900);
});

test("it says that it is the teacher's also where the room is anonymous", () => {
  const own = teacherTile(teacher(), texts);
  assert.equal(nameIn(own, texts, false), "teacher");
  assert.equal(nameIn(member(), texts, false), "seat");
  assert.equal(teacherTile(null, texts), null);
});

test("it is presented in its place among starred tiles", () => {
  const ids = (changes) => presentedIn(wall({ members, ...changes }), texts).map(({ id }) => id);
  assert.deepEqual(ids({ presented: ["b", TEACHER, "a"], teacher: teacher() }), ["b", TEACHER, "a"]);
  assert.deepEqual(ids({ presented: ["b", TEACHER], teacher: null }), ["b"]);
});

test("the same button shows a run and takes it away; so does what is in force", () => {
  const asked = (name, chosen, changes = {}) =>
    askedBy(name, () => chosen, { wall: wall(changes), scenario: "{}", settings: [], texts, controls: new Map() });
  assert.deepEqual(asked("show_run", "own").acts, [{ name: "show_run", run: "own" }]);
  assert.deepEqual(asked("show_run", "own", { teacher: teacher() }).acts, [{ name: "show_run", run: null }]);
  assert.deepEqual(asked("show_run", "other", { teacher: teacher() }).acts, [{ name: "show_run", run: "other" }]);
  assert.deepEqual(asked("show_run", ""), { acts: [], problem: "no_own_run" });
  const present = (presented) => asked("present_run", "own", { teacher: teacher(), presented }).acts[0].members;
  assert.deepEqual(present(["a"]), ["a", TEACHER]);
  assert.deepEqual(present(["a", "b", "c", "d", "e"]), ["b", "c", "d", "e", TEACHER]);
  assert.deepEqual(present(["a", TEACHER, "b"]), ["a", "b"]);
  const found = inForce(wall({ teacher: teacher() }), { texts, lessons: [], settings: [], controls: [] });
  assert.deepEqual(
    found.map(({ key, undo }) => [key, undo]),
    [["teacher_run", { name: "show_run", run: null }]],
  );
});

test("the menu has those of her runs that have a curve, the latest first", () => {
  const row = (id, changes) => ({
    id,
    number: 1,
    name: "",
    sizes: [2, 4, 1],
    iteration: 5,
    read_only: null,
    ...changes,
  });
  const said = { ...texts, own_run_words: "{number} {name} {iteration} {cost}" };
  const rows = [
    row("new", { number: 3, name: "mine", train_cost: 0.5 }),
    row("empty", { iteration: 0 }),
    row("kept", { read_only: "of another version" }),
    row("old", { train_cost: null }),
  ];
  const choices = runChoices(rows, said, "en");
  assert.deepEqual(
    choices.map(([id]) => id),
    ["new", "old"],
  );
  assert.equal(choices[0][1], "3 mine 5 0.5000");
  assert.ok(choices[1][1].startsWith("1 2 → 4 → 1 5"));
});
