// News of a wall joined with what a device knows, and what a projector turns to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { merged, turnsTo } from "../../../pages/live/static/wall/merge.js";
import { member, run, wall } from "./members.js";

const network = { version: 1, activations: ["sigmoid"], theta: "" };

test("parts that are as before are those that were known, the very same", () => {
  const before = wall({ members: [member({ run: run([1]), network })] });
  const { run: _run, network: _network, ...rest } = member({ signal: "done" });
  const now = merged(before, wall({ version: 6, since: 5, members: [rest, member({ id: "b", run: run([2]) })] }));
  assert.equal(now.members[0].run, before.members[0].run);
  assert.equal(now.members[0].network, network);
  assert.equal(now.members[0].signal, "done");
  assert.equal(now.members[1].run.cost, 2);
  assert.deepEqual([now.version, now.since], [6, -1]);
});

test("of a member and of her run that is still the same what is told is put to what is known", () => {
  const before = wall({ members: [member({ signal: "stuck", run: run([2, 1]), network })] });
  const now = merged(before, wall({ version: 6, since: 5, members: [{ id: "a", run: { iteration: 9, cost: 0.5 } }] }));
  const { iteration, cost, curve } = now.members[0].run;
  assert.deepEqual([iteration, cost, now.members[0].signal], [9, 0.5, "stuck"]);
  assert.equal(curve, before.members[0].run.curve);
  const other = { ...run([3]), run: "another", curve: [[], []] };
  const later = merged({ ...now, version: 6 }, wall({ version: 7, since: 6, members: [{ id: "a", run: other }] }));
  assert.equal(later.members[0].run, other);
});

test("a run that is gone is gone, and one that was never told is none", () => {
  const before = wall({ members: [member({ run: run([1]) })] });
  const { run: _run, ...untold } = member({ id: "new" });
  const now = merged(before, wall({ version: 6, since: 5, members: [member({ run: null }), untold] }));
  assert.deepEqual(
    now.members.map((each) => each.run),
    [null, null],
  );
});

test("news of another version than the known one cannot be joined; all of it needs nothing", () => {
  const news = wall({ version: 9, since: 8 });
  assert.equal(merged(wall(), news), null);
  assert.equal(merged(null, news), null);
  const all = wall({ version: 2 });
  assert.equal(merged(wall(), all), all);
});

test("a projector turns to what the teacher has done elsewhere, and else stays", () => {
  const question = (revealed) => ({ question: "depth/1/prediction", revealed });
  const push = (number, kind) => ({ number, kind });
  assert.equal(turnsTo(null, wall()), null);
  assert.equal(turnsTo(null, wall({ presented: ["a"] })), "presented");
  assert.equal(turnsTo(wall(), wall({ presented: ["a"] })), "presented");
  assert.equal(turnsTo(wall({ presented: ["a"] }), wall({ presented: ["a"] })), null);
  assert.equal(turnsTo(wall({ presented: ["a"] }), wall()), "tiles");
  assert.equal(turnsTo(wall({ questions: [question(0)] }), wall({ questions: [question(1)] })), "answers");
  assert.equal(turnsTo(wall({ questions: [question(2)] }), wall({ questions: [question(1)] })), null);
  assert.equal(turnsTo(wall(), wall({ push: push(1, "sweep") })), "curves");
  assert.equal(turnsTo(wall({ push: push(1, "sweep") }), wall({ push: push(1, "sweep") })), null);
  assert.equal(turnsTo(wall(), wall({ push: push(1, "scenario") })), null);
  const teacher = (id) => ({ id, name: "", run: null, network: null });
  assert.equal(turnsTo(wall(), wall({ teacher: teacher("r") })), "curves");
  assert.equal(turnsTo(wall({ teacher: teacher("r") }), wall({ teacher: teacher("r") })), null);
  assert.equal(turnsTo(wall({ teacher: teacher("r") }), wall()), null);
});
