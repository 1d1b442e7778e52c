// The way through the light page without a browser: what is asked, what follows from each answer, and when.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Entrance, read } from "../../../pages/live/static/join_page/entrance.js";
import { ownKey } from "../../../pages/live/static/join_page/own_key.js";

const KEY = "k".repeat(22);
const SEAT = { standing: "seated", room: "a room", name: "calm fox", title: "XOR" };
const IN = { standing: "seated", place: 0, seconds: 0, after: 0, said: "" };
const SECOND = { standing: "seated", place: 2, seconds: 1, after: 0.3, said: "number 2" };

let asked = [];
let answers = [];
let told = [];

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  asked = [];
  answers = [];
  told = [];
  globalThis.document = { baseURI: "http://school/lab/room?code=KTWXEP" };
  globalThis.window = {};
  globalThis.fetch = async (url, { body }) => {
    asked.push({ path: url.pathname, ...JSON.parse(body) });
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError("no connection");
    const [status, text] = answer;
    return { status, text: async () => (typeof text === "string" ? text : JSON.stringify(text)) };
  };
});
afterEach(() => mock.timers.reset());

function entrance() {
  const note = (kind) => (value) => told.push(value === undefined ? kind : [kind, value]);
  return new Entrance(
    { join_url: "api/rooms/join", enter_url: "api/rooms/enter", language: "zh" },
    {
      owner: KEY,
      onSeat: note("seat"),
      onEntry: note("entry"),
      onLost: note("lost"),
      onRefused: note("refused"),
      onOpen: note("open"),
      onUnreachable: note("unreachable"),
    },
  );
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

async function joined(...following) {
  answers = [[200, SEAT], ...following];
  const found = entrance();
  found.join("KTWXEP");
  await settled();
  return found;
}

test("an idle server is entered at once, with her key and language, under the page's own address", async () => {
  await joined([200, IN]);
  assert.deepEqual(told, [["seat", "calm fox"], "open"]);
  assert.deepEqual(asked, [
    { path: "/lab/api/rooms/join", owner: KEY, language: "zh", code: "KTWXEP" },
    { path: "/lab/api/rooms/enter", owner: KEY, language: "zh", room: "a room" },
  ]);
});

test("who waits is told her place and asks again when she was told to", async () => {
  await joined([200, SECOND], [200, IN]);
  assert.deepEqual(told.at(-1), ["entry", SECOND]);
  mock.timers.tick(299);
  assert.equal(asked.length, 2);
  mock.timers.tick(1);
  await settled();
  assert.equal(told.at(-1), "open");
});

test("a knock is not a seat, though nobody is before it", async () => {
  const knocking = { standing: "waiting", place: 0, seconds: 0, after: 1, said: "knocked" };
  await joined([200, knocking], [200, IN]);
  assert.deepEqual(told.at(-1), ["entry", knocking]);
  mock.timers.tick(1000);
  await settled();
  assert.equal(told.at(-1), "open");
});

test("who leaves is neither asked about nor let in any more", async () => {
  const found = await joined([200, SECOND], [204, ""]);
  found.leave();
  await settled();
  assert.deepEqual(asked.at(-1), {
    path: "/lab/api/rooms/enter",
    owner: KEY,
    language: "zh",
    room: "a room",
    leave: true,
  });
  mock.timers.tick(10_000);
  await settled();
  assert.equal(asked.length, 3);
  assert.ok(!told.includes("open"));
});

test("an answer that comes after she has left is passed over", async () => {
  answers = [
    [200, SEAT],
    [200, IN],
    [204, ""],
  ];
  const found = entrance();
  found.join("KTWXEP");
  found.leave();
  await settled();
  assert.deepEqual(told, []);
});

test("a lost connection is said, and tried again ever more seldom, with the seat that she has", async () => {
  await joined(undefined, [502, "bad gateway"], [200, IN]);
  assert.equal(told.at(-1), "lost");
  mock.timers.tick(500);
  await settled();
  assert.equal(asked.length, 3);
  mock.timers.tick(999);
  assert.equal(asked.length, 3);
  mock.timers.tick(1);
  await settled();
  assert.equal(told.at(-1), "open");
  assert.deepEqual(
    asked.map(({ path }) => path.split("/").at(-1)),
    ["join", "enter", "enter", "enter"],
  );
});

test("a refusal is said in its sentence", async () => {
  answers = [[404, { error: "No open room has this code." }]];
  entrance().join("AAAAAA");
  await settled();
  assert.deepEqual(told, [["refused", "No open room has this code."]]);
  told = [];
  await joined([410, { error: "The teacher has closed this room." }]);
  assert.deepEqual(told.at(-1), ["refused", "The teacher has closed this room."]);
});

test("without a key, and where something else answers, the app itself is opened", async () => {
  answers = [[403, { error: "Your browser has sent no key." }]];
  entrance().join("KTWXEP");
  await settled();
  assert.deepEqual(told, ["unreachable"]);
  told = [];
  answers = Array(3).fill([200, "<!doctype html><title>Shell</title>"]);
  entrance().join("KTWXEP");
  for (const milliseconds of [0, 500, 1000]) {
    mock.timers.tick(milliseconds);
    await settled();
  }
  assert.deepEqual(told, ["lost", "lost", "unreachable"]);
});

test("answers are known by their form", () => {
  assert.equal(read(200, JSON.stringify(IN)).kind, "answer");
  assert.equal(read(204, "").kind, "answer");
  assert.deepEqual(read(429, '{"error":"wait"}'), { kind: "refused", sentence: "wait", status: 429 });
  for (const text of ["", "null", "3", "[]", '{"place":0}', "<html>"]) assert.equal(read(200, text).kind, "strange");
});

test("the key is the one that the browser has kept, and nothing of another form", () => {
  for (const [kept, key] of [
    [KEY, KEY],
    ["short", ""],
    [null, ""],
  ]) {
    globalThis.window = { localStorage: { getItem: () => kept } };
    assert.equal(ownKey(), key);
  }
  const blocked = { getItem: () => { throw new Error("blocked"); } }; // biome-ignore format: one line
  globalThis.window = { localStorage: blocked };
  assert.equal(ownKey(), "");
});
