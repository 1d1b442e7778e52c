// How the wall asks for news and sends what the teacher does, without a browser.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { WallFeed } from "../../../pages/live/static/wall/feed.js";
import { keptKey, withoutKey } from "../../../pages/room/teacher/kept_key.js";
import { member, wall } from "./members.js";

/** The bodies that were sent, with their paths. */
let sent;
/** What answers: status and document, or an error. @type {() => { status: number, body?: any }} */
let answers;
let told;
let feed;

async function fetchAnswer(address, { body }) {
  sent.push({ path: new URL(address).pathname, ...JSON.parse(body) });
  const { status, body: document } = answers(sent.at(-1));
  return {
    ok: status === 200,
    status,
    text: async () => (typeof document === "string" ? document : JSON.stringify(document)),
  };
}

/** Let what has been asked for arrive. */
async function settle() {
  for (let i = 0; i < 40; i++) await Promise.resolve();
}

/** Let time pass, and what is due in it be asked for. */
async function pass(milliseconds) {
  for (let left = milliseconds; left > 0; left -= 100) {
    mock.timers.tick(100);
    await settle();
  }
}

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [sent, answers] = [[], () => ({ status: 200, body: wall() })];
  told = { walls: [], lost: [], over: [], unreachable: 0 };
  globalThis.document = { hidden: false, baseURI: "http://app/", addEventListener() {}, removeEventListener() {} };
  globalThis.window = { addEventListener() {}, removeEventListener() {} };
  globalThis.fetch = fetchAnswer;
  const address = { wall: "w", steer: "s", results: "r", room: "room", key: "key", language: "en" };
  feed = new WallFeed(address, {
    onWall: (now) => told.walls.push(now),
    onConnection: (isLost) => told.lost.push(isLost),
    onOver: (said) => told.over.push(said),
    onUnreachable: () => told.unreachable++,
  });
  feed.request();
  await settle();
});

afterEach(() => {
  feed.destroy();
  mock.reset();
  mock.timers.reset();
});

test("it asks twice a second with the version that it knows, the key in the body alone", async () => {
  answers = () => ({ status: 204 });
  await pass(1500);
  assert.deepEqual(
    sent.map(({ since }) => since),
    [-1, 5, 5, 5],
  );
  assert.deepEqual([sent[0].path, sent[0].key, sent[0].projector], ["/w", "key", false]);
  assert.equal(told.walls.length, 1);
});

test("a hidden tab asks seldom", async () => {
  document.hidden = true;
  await pass(1000); // the look that was due
  sent = [];
  await pass(9000);
  assert.equal(sent.length, 0);
  await pass(2000);
  assert.equal(sent.length, 1);
});

test("news that cannot be joined are followed by a look at all", async () => {
  answers = ({ since }) => ({
    status: 200,
    body: since === -1 ? wall({ version: 9 }) : wall({ version: 9, since: 7 }),
  });
  await pass(500);
  assert.deepEqual(
    sent.map(({ since }) => since),
    [-1, 5, -1],
  );
  assert.equal(feed.wall.version, 9);
});

test("a projector is told another wall, from the beginning", async () => {
  feed.project(true);
  await settle();
  assert.deepEqual([sent.at(-1).projector, sent.at(-1).since], [true, -1]);
});

test("an act goes to its own path and brings the wall; a refusal is a sentence, and the room goes on", async () => {
  const steered = feed.steer({ name: "pause" });
  await settle();
  assert.equal(await steered, null);
  assert.deepEqual([sent.at(-1).path, sent.at(-1).act], ["/s", { name: "pause" }]);
  for (const status of [403, 409, 422]) {
    answers = () => ({ status, body: { error: "Not now." } });
    const refused = feed.steer({ name: "star" });
    await settle();
    assert.equal(await refused, "Not now.");
  }
  assert.deepEqual([told.over, feed.isEnded], [[], false]);
});

test("a press without an answer is sent again under its own name until there is one, and the next has another", async () => {
  answers = () => ({ status: 503, body: "" });
  sent = [];
  let done;
  feed.steer({ name: "pause" }).then((said) => {
    done = said;
  });
  await pass(1200);
  assert.equal(done, undefined);
  answers = () => ({ status: 200, body: wall({ version: 8 }) });
  await pass(4000);
  assert.equal(done, null);
  const presses = sent.filter(({ path }) => path === "/s");
  assert.equal(presses.length, 3);
  assert.equal(new Set(presses.map(({ press }) => press)).size, 1);
  assert.deepEqual(told.lost.slice(-2), [false, false]);
  feed.steer({ name: "go_on" });
  await settle();
  assert.notEqual(sent.at(-1).press, presses[0].press);
});

test("a press that nobody has answered for two minutes is given up, and said", async () => {
  answers = () => ({ status: 503, body: "" });
  let said;
  feed.steer({ name: "pause" }).then((given) => {
    said = given;
  });
  await pass(100_000);
  assert.equal(said, undefined);
  await pass(20_000);
  assert.equal(said, "");
  answers = () => ({ status: 200, body: wall({ version: 8 }) });
  sent = [];
  await pass(20_000);
  assert.ok(sent.length > 0 && sent.every(({ path }) => path === "/w"));
});

test("a room whose close was answered by nobody is closed where it is over when that is sent again", async () => {
  answers = () => ({ status: 503, body: "" });
  let done;
  feed.steer({ name: "close" }).then((said) => {
    done = said;
  });
  await pass(500);
  answers = () => ({ status: 200, body: { ended: "The teacher has closed this room." } });
  await pass(1000);
  assert.deepEqual([done, feed.isEnded, told.over], [null, true, []]);
});

test("acts and looks never overtake each other", async () => {
  const order = [];
  let free = () => {};
  globalThis.fetch = async (address, options) => {
    order.push(new URL(address).pathname);
    await new Promise((resolve) => {
      free = resolve;
    });
    return fetchAnswer(address, options);
  };
  feed.request();
  feed.steer({ name: "pause" });
  await settle();
  assert.deepEqual(order, ["/w"]);
  free();
  await settle();
  assert.deepEqual(order, ["/w", "/s"]);
  free();
  await settle();
});

test("a room that is over ends it, with the sentence", async () => {
  answers = ({ ends_said: isSaid }) => ({
    status: isSaid ? 200 : 410,
    body: { ended: "The teacher has closed this room." },
  });
  await pass(1000);
  assert.deepEqual(told.over, ["The teacher has closed this room."]);
  sent = [];
  await pass(5000);
  assert.equal(sent.length, 0);
});

test("a lost connection is told, asked for ever more seldom, and told again when it is back", async () => {
  globalThis.fetch = async () => {
    sent.push({});
    throw new TypeError("network");
  };
  await pass(1000);
  assert.equal(told.lost.at(-1), true);
  sent = [];
  await pass(20_000);
  assert.ok(sent.length > 1 && sent.length < 6);
  globalThis.fetch = fetchAnswer;
  await pass(15_000);
  assert.equal(told.lost.at(-1), false);
});

test("what is not the app's route is told after three strange answers", async () => {
  answers = () => ({ status: 404, body: "<html>" });
  await pass(15_000);
  assert.equal(told.unreachable, 1);
  assert.equal(sent.length, 4);
});

test("closing the room ends the looking", async () => {
  answers = () => ({ status: 204 });
  const closed = feed.steer({ name: "close" });
  await settle();
  assert.equal(await closed, null);
  assert.equal(feed.isEnded, true);
});

test("members stay as they were where nothing is said of them", async () => {
  answers = () => ({ status: 200, body: wall({ version: 6, since: 5, members: [member({ signal: "done" })] }) });
  await pass(1000);
  assert.equal(told.walls.at(-1).members[0].signal, "done");
});

test("the teacher's key is kept by room, and leaves the address", () => {
  const KEY = "abcdefghijklmnopqrstuv";
  const stored = new Map();
  globalThis.window = {
    localStorage: { getItem: (name) => stored.get(name) ?? null, setItem: (name, value) => stored.set(name, value) },
  };
  assert.equal(keptKey("room", ""), "");
  assert.equal(keptKey("room", KEY), KEY);
  assert.equal(keptKey("room", ""), KEY);
  assert.equal(keptKey("other", ""), "");
  stored.set("dnn-room-bad", "<script>");
  assert.equal(keptKey("bad", ""), "");
  globalThis.window = {
    get localStorage() {
      throw new Error("blocked");
    },
  };
  assert.equal(keptKey("room", KEY), KEY);
  globalThis.window = { addEventListener() {}, removeEventListener() {} };
  assert.equal(withoutKey(`http://app/room?taught=r&key=${KEY}&lang=en`), "http://app/room?taught=r&lang=en");
  assert.equal(withoutKey("http://app/room?taught=r"), null);
});
