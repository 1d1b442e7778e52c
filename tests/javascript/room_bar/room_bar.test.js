// The bar of a student's room without a browser: what it says, when the page is drawn anew, how news are asked for.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Arrival } from "../../../pages/live/static/room_bar/arrival.js";
import { arrivedAt, pageState, redrawDelay } from "../../../pages/live/static/room_bar/page_state.js";
import { PressTeller } from "../../../pages/live/static/room_bar/press_teller.js";
import { RoomFeed, read } from "../../../pages/live/static/room_bar/room_feed.js";
import { barState, spinsText } from "../../../pages/live/static/room_bar/shown.js";

const DOCUMENT = {
  version: 5,
  poll_after: 1,
  redraw_after: 1.5,
  room: "a room",
  title: "XOR",
  language: "en",
  standing: "seated",
  lesson: "shapes",
  scenario: "",
  is_durable: true,
  is_free: false,
  is_taught: true,
  is_paused: false,
  pace: { kind: "free", step: 0 },
  goal_cost: null,
  has_reached_goal: false,
  hidden_controls: [],
  locked_controls: [],
  push: null,
  seat: 1,
  name: "calm fox",
  spins_left: 3,
  allows_own_names: false,
  signal: "none",
  run: "",
  own_run: "",
  own_position: null,
  follows: 0,
  arrived: 0,
  returned: 0,
  position: null,
  answers: [],
  second_votes: [],
  revealed: [],
};
const TEXTS = {
  language: "en",
  taught: "there",
  not_taught: "not there",
  free: "free now",
  waiting: "knocked",
  refused: "refused",
  removed: "removed",
  lost: "no connection",
  goal: "below {cost}",
  goal_reached: "reached {cost}",
  spins_one: "{count} more time",
  spins_other: "{count} more times",
};
const CONNECTED = { isLost: false, refusal: "" };

const bar = (changes, data = {}, connection = CONNECTED) =>
  barState(
    { ...DOCUMENT, ...changes },
    { texts: TEXTS, push_text: "", is_following: false, vote: "", revealed: "", ...data },
    connection,
  );

test("the page is drawn anew for what it shows, and not for what the bar shows by itself", () => {
  const known = pageState(DOCUMENT);
  for (const changes of [
    { standing: "waiting" },
    { is_paused: true },
    { pace: { kind: "together", step: 2 } },
    { push: { number: 1 } },
    { returned: 1 },
    { locked_controls: ["units"] },
    { second_votes: ["shapes/1/prediction"] },
    { revealed: [{ question: "shapes/1/prediction", vote: 1, bars: [], others: [] }] },
    { name: "quick owl" },
    { answers: [{ question: "q", first: 0, second: null, is_second_open: false }] },
  ])
    assert.notEqual(pageState({ ...DOCUMENT, ...changes }), known, JSON.stringify(changes));
  for (const changes of [{ version: 9 }, { signal: "stuck" }, { goal_cost: 0.1 }, { is_taught: false }, { run: "r" }])
    assert.equal(pageState({ ...DOCUMENT, ...changes }), known, JSON.stringify(changes));
  const bars = [{ value: 1, low: null, high: null, first: 3, second: 0 }];
  const revealed = [{ question: "q", vote: 1, bars: [], others: [] }];
  const counted = [{ question: "q", vote: 1, bars, others: [2] }];
  assert.equal(pageState({ ...DOCUMENT, revealed }), pageState({ ...DOCUMENT, revealed: counted }));
});

test("a page has arrived at a push that it shows and that nobody was told of", () => {
  const at = (changes, isFollowing = true) =>
    arrivedAt({ document: { ...DOCUMENT, ...changes }, is_following: isFollowing });
  const push = { number: 3 };
  assert.deepEqual([at({ push }), at({ push, arrived: 2 }), at({ push, arrived: 3 })], [3, 3, 0]);
  assert.deepEqual([at({ push }, false), at({})], [0, 0]);
});

test("an arrival is told once, when the page has been at rest for two looks", () => {
  const told = [];
  let isDrawn = false;
  const arrival = new Arrival(
    (number) => told.push(number),
    () => isDrawn,
  );
  arrival.draw(2);
  mock.timers.tick(150);
  isDrawn = true; // between two scripts
  mock.timers.tick(150);
  isDrawn = false;
  mock.timers.tick(150);
  isDrawn = true;
  mock.timers.tick(150);
  assert.deepEqual(told, []);
  arrival.draw(2); // drawn anew, at the same
  mock.timers.tick(150);
  assert.deepEqual(told, [2]);
  arrival.draw(2);
  mock.timers.tick(60_000);
  assert.deepEqual(told, [2]);
  arrival.draw(0);
  arrival.draw(2); // she went back, and to the class's again
  mock.timers.tick(150);
  arrival.draw(0); // an event from the page before has taken her away
  mock.timers.tick(60_000);
  assert.deepEqual(told, [2]);
});

test("what all are told at once is drawn after the delay of the seat, what she has done herself at once", () => {
  const after = (changes) => redrawDelay(DOCUMENT, { ...DOCUMENT, ...changes });
  for (const changes of [
    { push: { number: 1 } },
    { is_paused: true },
    { second_votes: ["q"] },
    { locked_controls: ["l2"] },
  ])
    assert.equal(after(changes), 1500, JSON.stringify(changes));
  for (const changes of [
    { follows: 1 },
    { returned: 1 },
    { name: "quick owl" },
    { standing: "removed" },
    { push: { number: 1 }, answers: [{ question: "q", first: 0, second: null, is_second_open: false }] },
  ])
    assert.equal(after(changes), 0, JSON.stringify(changes));
  assert.equal(after({ is_paused: true, redraw_after: 0 }), 0);
});

test("who waits gives no signs and reads why; who is free reads that; the connection is said first", () => {
  const { parts, words } = bar({ standing: "waiting" });
  assert.deepEqual([parts.signals, parts.teacher, words], [false, false, "knocked"]);
  assert.equal(bar({}).words, "");
  assert.equal(bar({}).parts.words, false);
  assert.equal(bar({ is_free: true }).words, "free now");
  assert.deepEqual(
    [{ is_free: true }, { is_taught: false }, {}].map((changes) => bar(changes).teacherState),
    ["free", "not_taught", "taught"],
  );
  assert.equal(bar({ is_free: true }, {}, { isLost: true, refusal: "" }).words, "no connection");
  const lost = bar({}, {}, { isLost: true, refusal: "" }); // whether the teacher is there is not known
  assert.deepEqual([lost.teacherState, lost.teacher], ["lost", "no connection"]);
  assert.equal(bar({}, {}, { isLost: true, refusal: "not this name" }).words, "not this name");
});

test("the way back is offered at the class's, the way to the class's at one's own", () => {
  const at = bar({}, { push_text: "settings", is_following: true }).parts;
  assert.deepEqual([at.push, at.back, at.class], [true, true, false]);
  const own = bar({}, { push_text: "settings", is_following: false }).parts;
  assert.deepEqual([own.push, own.back, own.class], [false, false, true]);
  const none = bar({}).parts;
  assert.deepEqual([none.push, none.back, none.class, none.vote], [false, false, false, false]);
  assert.equal(bar({}, { vote: "shapes/1/prediction" }).parts.vote, true);
  assert.deepEqual([none.reveal, bar({}, { revealed: "shapes/1/prediction" }).parts.reveal], [false, true]);
});

test("a goal is said, and that it is reached", () => {
  assert.equal(bar({}).parts.goal, false);
  assert.equal(bar({ goal_cost: 0.05 }).goal, "below 0.05");
  assert.equal(bar({ goal_cost: 0.05, has_reached_goal: true }).goal, "reached 0.05");
  assert.deepEqual(
    [1, 2].map((left) => spinsText(left, TEXTS)),
    ["1 more time", "2 more times"],
  );
});

test("answers are told apart", () => {
  assert.deepEqual(read(204, ""), { kind: "answer", document: null });
  assert.deepEqual(read(200, '{"version": 3}'), { kind: "answer", document: { version: 3 } });
  assert.deepEqual(read(410, '{"error": "closed"}'), { kind: "refused", sentence: "closed", status: 410 });
  assert.deepEqual(read(404, '{"error": "gone"}'), { kind: "refused", sentence: "gone", status: 404 });
  assert.equal(read(404, "<html>").kind, "missing");
  assert.deepEqual(read(200, '{"ended": "closed"}'), { kind: "ended", sentence: "closed" });
  assert.equal(read(200, "<html>").kind, "strange");
  assert.equal(read(200, "{}").kind, "strange");
});

test("a press is told until the page is drawn, under one number, and the next one under another", () => {
  const told = [];
  const teller = new PressTeller((press) => told.push(press));
  teller.tell("back");
  mock.timers.tick(3000);
  assert.deepEqual([told.length, told[0]], [2, told[1]]);
  teller.settle();
  mock.timers.tick(60_000);
  assert.equal(told.length, 2);
  teller.tell("leave");
  assert.ok(told[2].number > told[0].number && told[2].name === "leave");
  for (let time = 0; time < 10; time += 1) mock.timers.tick(3000);
  assert.equal(told.length, 2 + 5);
  teller.halt();
});

// A server that answers what it is told to, one answer after the other, and a feed that asks it.
class Fake {
  asked = [];
  answers = [];
  seen = [];
  constructor() {
    globalThis.document = {
      hidden: false,
      baseURI: "http://127.0.0.1/",
      addEventListener() {},
      removeEventListener() {},
    };
    globalThis.window = { addEventListener() {}, removeEventListener() {} };
    globalThis.fetch = async (url, { body }) => {
      this.asked.push({ url: String(url), ...JSON.parse(body) });
      const [status, answer] = this.answers.shift() ?? [204, ""];
      if (status === 0) throw new TypeError("no network");
      return { status, text: async () => (typeof answer === "string" ? answer : JSON.stringify(answer)) };
    };
    this.feed = new RoomFeed({
      onDocument: (document) => this.seen.push(["document", document.version]),
      onConnection: (isLost) => this.seen.push(["lost", isLost]),
      onRefused: (sentence, isEnd) => this.seen.push([sentence, isEnd]),
      onUnreachable: () => this.seen.push(["unreachable"]),
    });
    this.feed.follow({ student_url: "api/rooms/student", owner: "me", language: "en", document: DOCUMENT }, 5);
  }
  async after(milliseconds) {
    mock.timers.tick(milliseconds);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}

let fake;
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  fake = new Fake();
});
afterEach(() => {
  fake.feed.destroy();
  mock.timers.reset();
  for (const name of ["document", "window", "fetch"]) delete globalThis[name];
});

test("news are asked for with what is known, as often as the server says, and seldom in a hidden tab", async () => {
  await fake.after(999);
  assert.equal(fake.asked.length, 0);
  fake.answers = [[200, { ...DOCUMENT, version: 6, poll_after: 3 }]];
  await fake.after(1);
  assert.deepEqual(fake.asked[0], {
    ...{ url: "http://127.0.0.1/api/rooms/student", owner: "me", language: "en" },
    ...{ room: "a room", since: 5, act: null, ends_said: true },
  });
  await fake.after(2999);
  assert.equal(fake.asked.length, 1);
  await fake.after(1);
  assert.equal(fake.asked[1].since, 6);
  globalThis.document.hidden = true;
  await fake.after(3000);
  assert.equal(fake.asked.length, 3);
  await fake.after(9999);
  assert.equal(fake.asked.length, 3);
  await fake.after(1);
  assert.equal(fake.asked.length, 4);
});

test("a sign that was given without a connection arrives when it is back, the last of several", async () => {
  fake.answers = [
    [0, ""],
    [0, ""],
    [200, { ...DOCUMENT, version: 7 }],
    [200, { ...DOCUMENT, version: 8 }],
  ];
  fake.feed.act({ name: "signal", signal: "stuck" });
  await fake.after(0);
  fake.feed.act({ name: "signal", signal: "none" });
  fake.feed.act({ name: "signal", signal: "done" });
  await fake.after(500);
  assert.deepEqual(fake.seen.at(-1), ["lost", true]);
  await fake.after(1000);
  await fake.after(0);
  await fake.after(0);
  assert.deepEqual(
    fake.asked.map(({ act }) => act?.signal),
    ["stuck", "stuck", "stuck", "done"],
  );
  assert.deepEqual(fake.seen.at(-1), ["document", 8]);
});

test("what is refused is said and not asked for again; an end ends the asking", async () => {
  fake.answers = [
    [409, { error: "somebody has this name" }],
    [200, { ...DOCUMENT, version: 9 }],
    [410, { error: "closed" }],
  ];
  fake.feed.act({ name: "rename", text: "Ada" });
  await fake.after(0);
  assert.deepEqual(fake.seen.at(-1), ["somebody has this name", false]);
  await fake.after(1000);
  assert.deepEqual([fake.asked[1].act, fake.asked[1].since], [null, -1]);
  await fake.after(1000);
  assert.deepEqual(fake.seen.at(-1), ["closed", true]);
  await fake.after(60_000);
  assert.equal(fake.asked.length, 3);
});

test("a room that has ended is told once, and nothing is asked for any more, whatever is pressed", async () => {
  fake.answers = [[200, { ended: "closed" }]];
  await fake.after(1000);
  assert.deepEqual(fake.seen.at(-1), ["closed", true]);
  fake.feed.act({ name: "signal", signal: "done" });
  fake.feed.resume();
  await fake.after(60_000);
  assert.equal(fake.asked.length, 1);
  assert.deepEqual(
    fake.seen.filter(([sentence]) => sentence === "closed"),
    [["closed", true]],
  );
});

test("a host without the route is found out, a server that fails is waited for", async () => {
  fake.answers = [
    [503, "<html>"],
    [404, "<html>"],
  ];
  await fake.after(1000);
  assert.deepEqual(fake.seen, [["lost", true]]);
  await fake.after(500);
  assert.deepEqual(fake.seen.at(-1), ["unreachable"]);
  await fake.after(60_000);
  assert.equal(fake.asked.length, 2);
});
