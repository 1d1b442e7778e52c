// How the costs of runs are asked for, without a browser: quickly while any goes on, seldom after that, and never in vain.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { CostsFeed } from "../../../pages/live/static/lesson_chart/costs_feed.js";

/** Runs as the server has them, by their ids. */
let server;
/** The queries that were asked. */
let asked;
/** What answers in place of the server. */
let instead;
let now;
let told;
let feed;

const costs = (iteration, status = "running") => ({
  ...{ generation: 1, iteration, status, stop: null },
  points: [
    [1, iteration],
    [0.7, 0.7 / iteration],
  ],
});

async function answer(address, { signal }) {
  const query = Object.fromEntries(new URL(address).searchParams);
  asked.push(query);
  await Promise.resolve();
  if (signal.aborted) throw new Error("aborted");
  if (instead) return { ok: instead.status === 200, status: instead.status, text: async () => instead.text };
  const runs = Object.fromEntries(query.runs.split(".").flatMap((id) => (server[id] ? [[id, server[id]]] : [])));
  return { ok: true, status: 200, text: async () => JSON.stringify({ runs }) };
}

/** Let what has been asked for arrive. */
async function settle() {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

/** Let time pass, and what is due in it be asked for. */
async function pass(milliseconds) {
  for (let left = milliseconds; left > 0; left -= 50) {
    now += 50;
    mock.timers.tick(50);
    await settle();
  }
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [asked, instead, now] = [[], null, 10_000];
  told = { changes: 0, lost: [], unreachable: 0 };
  globalThis.document = { hidden: false, baseURI: "http://app/", addEventListener() {}, removeEventListener() {} };
  globalThis.window = { addEventListener() {}, removeEventListener() {} };
  globalThis.fetch = answer;
  mock.method(performance, "now", () => now);
  feed = new CostsFeed({
    onChange: () => told.changes++,
    onConnection: (isLost) => told.lost.push(isLost),
    onUnreachable: () => told.unreachable++,
  });
});
afterEach(() => {
  feed.destroy();
  mock.timers.reset();
  mock.restoreAll();
  for (const name of ["document", "window", "fetch"]) delete globalThis[name];
});

test("runs that go on are asked for three times a second, those that have ended seldom", async () => {
  server = { a: costs(5), b: costs(9, "finished") };
  feed.follow("api/costs", ["a", "b"], true);
  await settle();
  assert.deepEqual(asked[0], { runs: "a.b", points: "400", watch: "1" });
  assert.deepEqual([feed.curves.get("a").iteration, feed.open], [5, ["a"]]);
  await pass(950);
  assert.deepEqual(
    asked.slice(1).map(({ runs }) => runs),
    ["a", "a", "a"],
  );
  assert.equal(told.changes, 1, "nothing is drawn where nothing is new");
  server.a = costs(20, "finished");
  await pass(300);
  assert.equal(told.changes, 2);
  const before = asked.length;
  await pass(3900);
  assert.equal(asked.length, before);
  await pass(400);
  assert.deepEqual(
    asked.slice(before).map(({ runs }) => runs),
    ["a.b"],
  );
  server.b = { ...costs(1), generation: 2 };
  await pass(4100);
  assert.deepEqual(feed.open, ["b"], "one that begins anew is followed again");
});

test("a room is asked for in parts that the server takes, in fewer points and more seldom", async () => {
  const ids = Array.from({ length: 100 }, (_, i) => `run${i}`);
  server = Object.fromEntries(ids.map((id) => [id, costs(5)]));
  feed.follow("api/costs", ids, false);
  await settle();
  assert.deepEqual(
    asked.map(({ runs }) => runs.split(".").length),
    [64, 36],
  );
  assert.ok(asked.every(({ points, watch }) => points === "120" && watch === undefined));
  assert.deepEqual([feed.curves.size, told.changes], [100, 1]);
  await pass(450);
  assert.equal(asked.length, 2);
  await pass(50);
  assert.equal(asked.length, 4);
});

test("the same runs are not asked for anew, others are, and none ends it", async () => {
  server = { a: costs(5), b: costs(5) };
  feed.follow("api/costs", ["a"], true);
  await settle();
  feed.follow("api/costs", ["a"], true);
  await settle();
  assert.equal(asked.length, 1);
  feed.follow("api/costs", ["b"], true);
  await settle();
  assert.deepEqual([asked.length, [...feed.curves.keys()]], [2, ["b"]]);
  feed.follow("api/costs", [], true);
  await pass(10_000);
  assert.equal(asked.length, 2);
});

test("a run that is gone is noted as gone, after a second look", async () => {
  server = {};
  feed.follow("api/costs", ["a"], true);
  await settle();
  assert.ok(!feed.isGone("a") && told.changes === 0);
  await pass(300);
  assert.ok(feed.isGone("a") && told.changes === 1);
  assert.deepEqual(feed.open, []);
});

test("in a hidden tab little is asked for", async () => {
  server = { a: costs(5) };
  feed.follow("api/costs", ["a"], true);
  document.hidden = true;
  await settle();
  await pass(9900);
  assert.equal(asked.length, 1);
  await pass(200);
  assert.equal(asked.length, 2);
});

test("a server that is away is asked more and more seldom, and the curves go on when it is back", async () => {
  server = { a: costs(5) };
  instead = { status: 503, text: "" };
  feed.follow("api/costs", ["a"], true);
  await settle();
  assert.deepEqual(told.lost, [true]);
  await pass(3400);
  assert.equal(asked.length, 3, "after 0.5 s and 1 s, and then 2 s");
  instead = null;
  await pass(200);
  assert.deepEqual([told.lost.at(-1), feed.curves.size, told.unreachable], [false, 1, 0]);
  await pass(300);
  assert.equal(asked.length, 5);
});

test("a host that does not serve the route is told apart, and asked no more", async () => {
  instead = { status: 404, text: "<html>" };
  feed.follow("api/costs", ["a"], true);
  await settle();
  assert.equal(told.unreachable, 1);
  await pass(20_000);
  assert.equal(asked.length, 1);
  instead = { status: 200, text: "<html>" };
  feed.follow("api/costs", ["b"], true);
  await pass(10_000);
  assert.deepEqual([told.unreachable, asked.length], [2, 4]);
});
