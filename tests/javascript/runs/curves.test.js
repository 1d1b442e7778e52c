// The curves of other runs: those that are asked for in one task travel together, and nobody asks in vain twice.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Curves } from "../../../pages/live/static/runs/curves.js";

const curve = (cost) => ({
  points: [
    [1, 2],
    [1, cost],
  ],
  ...{ evaluations: { iteration: [], test_cost: [] }, band: { iteration: [], low: [], high: [], mean: [] } },
  ...{ examples: 10, batches: [[1, null]], time: [[0], [0]] },
});

/** The server: what was asked for, and what it has. */
let asked = [];
let there = new Map();
let isAway = false;

beforeEach(() => {
  [asked, there, isAway] = [[], new Map(), false];
  globalThis.document = { baseURI: "http://app.example/lab/" };
  globalThis.fetch = async (url) => {
    const ids = url.searchParams.get("runs").split(".");
    asked.push(ids);
    assert.equal(url.pathname, "/lab/api/curves");
    if (isAway) throw new TypeError("the server is away");
    const known = ids.filter((id) => there.has(id)).map((id) => [id, there.get(id)]);
    return { ok: true, json: async () => ({ curves: Object.fromEntries(known) }) };
  };
});

/** Curves with a promise of the next so many changes. */
function watched(count = 1) {
  let [left, told] = [count, () => {}];
  const changed = new Promise((resolve) => {
    told = resolve;
  });
  const curves = new Curves(() => {
    left -= 1;
    if (left === 0) told();
  });
  return { curves, changed };
}

const row = (iteration) => ({ iteration });

test("what is asked for in one task is one request, and is there with one change", async () => {
  const { curves, changed } = watched();
  for (const id of ["a", "b", "c"]) there.set(id, curve(0.5));
  for (const id of ["a", "b", "a", "c", "b"]) assert.equal(curves.get(id, row(2)), undefined);
  await changed;
  assert.deepEqual(asked, [["a", "b", "c"]]);
  assert.deepEqual(curves.get("b", row(2)).train.y, [1, 0.5]);
  await Promise.resolve();
  assert.equal(asked.length, 1);
});

test("more than the server takes at once are several requests", async () => {
  const { curves, changed } = watched(2);
  const ids = Array.from({ length: 70 }, (_, index) => `r${index}`);
  for (const id of ids) there.set(id, curve(1));
  for (const id of ids) curves.get(id, row(2));
  await changed;
  assert.deepEqual([asked.map((each) => each.length), asked.flat()], [[64, 6], ids]);
  assert.ok(ids.every((id) => curves.get(id, row(2))));
});

test("a curve that has grown is asked for again, and the one before is shown meanwhile", async () => {
  const first = watched();
  there.set("a", curve(0.5));
  first.curves.get("a", row(2));
  await first.changed;
  there.set("a", curve(0.25));
  assert.deepEqual(first.curves.get("a", row(3)).train.y, [1, 0.5]);
  assert.deepEqual(first.curves.get("a", undefined).train.y, [1, 0.5]);
  await new Promise((resolve) => {
    first.curves.onChange = resolve;
  });
  assert.deepEqual(
    [first.curves.get("a", row(3)).train.y, asked],
    [
      [1, 0.25],
      [["a"], ["a"]],
    ],
  );
});

test("one that there is none of is asked for again only when its row says something else", async () => {
  const { curves, changed } = watched();
  curves.get("gone", undefined);
  await changed;
  assert.equal(curves.get("gone", undefined), undefined);
  await Promise.resolve();
  assert.deepEqual(asked, [["gone"]]);
  curves.get("gone", row(1));
  await Promise.resolve();
  assert.deepEqual(asked, [["gone"], ["gone"]]);
});

test("one that there was none of may be there after a while", async (context) => {
  const { curves, changed } = watched();
  curves.get("a", row(2));
  await changed;
  const now = performance.now();
  context.mock.method(performance, "now", () => now + 3000);
  curves.get("a", row(2));
  await Promise.resolve();
  assert.deepEqual(asked, [["a"], ["a"]]);
});

test("what could not be loaded is asked for again, not at once", async (context) => {
  context.mock.method(console, "warn", () => {});
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { curves, changed } = watched();
  isAway = true;
  curves.get("a", row(2));
  await changed;
  curves.get("a", row(2));
  await Promise.resolve();
  assert.equal(asked.length, 1);
  isAway = false;
  there.set("a", curve(0.5));
  const now = performance.now();
  context.mock.method(performance, "now", () => now + 2000);
  context.mock.timers.tick(2000);
  curves.get("a", row(2));
  await new Promise((resolve) => {
    curves.onChange = resolve;
  });
  assert.ok(curves.get("a", row(2)));
});
