// The connection to the server without a browser: documents, edits, polls.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { writeQuery } from "../../pages/live/static/connection/address.js";
import { BegunRun } from "../../pages/live/static/connection/begun_run.js";
import { DocumentFeed } from "../../pages/live/static/connection/document_feed.js";
import { decoded, labelsOf, loadData, loadNetwork, thinned } from "../../pages/live/static/connection/documents.js";
import { EditQueue } from "../../pages/live/static/connection/edit_queue.js";
import { EditSender } from "../../pages/live/static/connection/edit_sender.js";
import { OtherTabs } from "../../pages/live/static/connection/other_tabs.js";
import { PageCurrency } from "../../pages/live/static/connection/page_currency.js";
import { Poller } from "../../pages/live/static/connection/poll.js";
import { isAtRest, watchInput } from "../../pages/live/static/connection/rest.js";

const encode = (...values) => Buffer.from(Float32Array.from(values).buffer).toString("base64");
const settled = () => new Promise((resolve) => setImmediate(resolve));

// What the modules find of the browser: a page, and a server whose answers are given one after the other.
function browser(answers) {
  const requests = [];
  const bodies = [];
  const listen = { addEventListener: () => {}, removeEventListener: () => {} };
  globalThis.document = { baseURI: "http://127.0.0.1/app/", hidden: false, ...listen };
  globalThis.window = listen;
  globalThis.fetch = async (address, options) => {
    requests.push(String(address));
    if (options?.method === "POST") bodies.push(JSON.parse(options.body));
    const { status = 200, body } = answers.shift() ?? { status: 500 };
    const text = typeof body === "string" ? body : JSON.stringify(body ?? {});
    return { ok: status < 300, status, text: async () => text, json: async () => JSON.parse(text) };
  };
  globalThis.fetch.bodies = bodies;
  return requests;
}

// What a page is asked for, and the currency that asks.
function asking(isAtRest = () => true) {
  const asked = [];
  return { asked, currency: new PageCurrency((fingerprint) => asked.push(fingerprint), isAtRest) };
}

const AXES = ["x₁", "x₂"].map((name) => ({ name, centre: 0, half: 1 }));
const DOCUMENT = {
  task: "multiclass",
  features: ["x1", "x2"],
  train: { count: 2, of: 9, numbers: [0, 8], X: encode(1, 2, 3, 4), Y: encode(1, 0, 0, 1, 0, 0) },
  test: { count: 0, of: 0, numbers: [], X: "", Y: "" },
  plane: {
    axes: AXES,
    train: { count: 2, of: 9, points: encode(1, 2, 3, -2.5), Y: encode(1, 0, 0, 1, 0, 0) },
    test: { count: 1, of: 1, points: encode(0, 0.5), Y: encode(0, 0, 1) },
  },
};

test("edits are numbered, gather while one is under way, and are sent again", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [];
  const queue = new EditQueue((edits) => sent.push(edits.map(({ number }) => number)));
  assert.deepEqual([queue.add("point", { op: "clear" }), queue.add("point", { op: "clear" })], [1, 2]);
  assert.deepEqual(sent, [[1]]);
  queue.confirm(1);
  mock.timers.tick(3000);
  assert.deepEqual(sent, [[1], [2], [2]]);
  queue.confirm(2);
  mock.timers.tick(9000);
  assert.deepEqual(sent, [[1], [2], [2]]);
  mock.timers.reset();
});

test("a page is asked once to be drawn for a run that became another one, and again only where nothing came of it", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, currency } = asking();
  currency.draw("paused");
  currency.learn("paused");
  mock.timers.tick(60_000);
  assert.deepEqual(asked, []);
  for (let poll = 0; poll < 4; poll++) {
    currency.learn("training");
    mock.timers.tick(250);
  }
  assert.deepEqual(asked, ["training"]);
  currency.draw("training");
  currency.learn("training");
  mock.timers.tick(60_000);
  assert.deepEqual(asked, ["training"]);
  currency.learn("paused");
  for (const milliseconds of [200, 4000, 8000, 4000]) mock.timers.tick(milliseconds);
  assert.deepEqual(asked, ["training", "paused", "paused", "paused"]);
  mock.timers.reset();
});

test("a page that waits is asked once, later, and at once where something else has come meanwhile that does not wait", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, currency } = asking();
  currency.draw("before");
  for (let poll = 0; poll < 2; poll++) {
    currency.learn("pushed", 2000);
    mock.timers.tick(1000);
  }
  assert.deepEqual(asked, []);
  mock.timers.tick(300);
  assert.deepEqual(asked, ["pushed"]);
  currency.draw("pushed");
  currency.learn("paused", 2000);
  mock.timers.tick(500);
  currency.learn("renamed");
  mock.timers.tick(200);
  assert.deepEqual(asked, ["pushed", "renamed"]);
  mock.timers.reset();
});

test("a page that is just being drawn, or newer than the answer, is not asked; after a change in another tab it is at once", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, currency } = asking();
  currency.draw("paused");
  currency.learn("training");
  mock.timers.tick(150);
  currency.draw("training");
  mock.timers.tick(60_000);
  currency.learn("training");
  currency.draw("paused");
  mock.timers.tick(60_000);
  assert.deepEqual(asked, []);
  currency.expectChange();
  currency.learn("finished");
  mock.timers.tick(0);
  assert.deepEqual(asked, ["finished"]);
  currency.learn("gone");
  currency.forget();
  mock.timers.tick(60_000);
  assert.deepEqual(asked, ["finished"]);
  mock.timers.reset();
});

test("a page is not asked while the visitor, or the page for her, is about something", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let isAtRest = false;
  const { asked, currency } = asking(() => isAtRest);
  currency.draw("training");
  currency.learn("finished");
  mock.timers.tick(1000);
  assert.deepEqual(asked, []);
  isAtRest = true;
  mock.timers.tick(100);
  assert.deepEqual(asked, ["finished"]);
  mock.timers.tick(4000);
  assert.deepEqual(asked, ["finished", "finished"]);
  mock.timers.reset();
});

test("the page is at rest when no input is new and no script runs", () => {
  const heard = {};
  const found = { busy: null };
  globalThis.addEventListener = (type, note) => {
    heard[type] = note;
  };
  browser([]);
  globalThis.document.querySelector = () => found.busy;
  const now = mock.method(performance, "now", () => 1000);
  watchInput();
  assert.equal(isAtRest(), true);
  heard.pointerdown();
  now.mock.mockImplementation(() => 1299);
  assert.equal(isAtRest(), false);
  now.mock.mockImplementation(() => 1300);
  assert.equal(isAtRest(), true);
  found.busy = {};
  assert.equal(isAtRest(), false);
  delete globalThis.addEventListener;
  mock.restoreAll();
});

test("the other tabs hear of a command to a run, the one that sent it does not", async () => {
  const heard = { here: [], there: [] };
  const here = new OtherTabs((url) => heard.here.push(url));
  const there = await new Promise((resolve) => {
    const other = new OtherTabs((url) => {
      heard.there.push(url);
      resolve(other);
    });
    here.tell(null);
    here.tell("api/runs/one");
  });
  here.destroy();
  there.destroy();
  assert.deepEqual(heard, { here: [], there: ["api/runs/one"] });
});

test("labels are the largest row, or the targets themselves", () => {
  assert.deepEqual([...labelsOf(Float64Array.of(1, 0, 0, 0, 0, 1), 2, "multiclass")], [0, 2]);
  assert.deepEqual([...labelsOf(Float64Array.of(0.5, -2), 2, "regression")], [0.5, -2]);
});

test("a thinned part keeps the first and the last example", () => {
  const columns = Float64Array.of(0, 1, 2, 3, 4);
  const part = { count: 5, of: 9, numbers: [0, 2, 4, 6, 8], X: columns, Y: columns, labels: columns };
  const few = thinned(part, 3);
  assert.deepEqual([few.count, few.of, few.numbers, [...few.X]], [3, 9, [0, 4, 8], [0, 2, 4]]);
  assert.deepEqual(thinned(part, 1).numbers, [0]);
  assert.equal(thinned(part, 5), part);
});

test("a document has its arrays decoded, its labels, and the square of its points", () => {
  const data = decoded(DOCUMENT);
  assert.deepEqual([data.n_x, data.task, data.train.numbers], [2, "multiclass", [0, 8]]);
  assert.deepEqual(
    [[...data.train.X], [...data.train.labels]],
    [
      [1, 2, 3, 4],
      [0, 1],
    ],
  );
  const { train, test: part } = data.plane;
  assert.deepEqual(
    [[...train.x1], [...train.x2], [...train.labels]],
    [
      [1, 2],
      [3, -2.5],
      [0, 1],
    ],
  );
  assert.deepEqual([[...part.x1], [...part.x2], [...part.labels], part.count], [[0], [0.5], [2], 1]);
  assert.deepEqual(data.square, [-3.2, 3.2]); // 3 and a twentieth, rounded up to a tenth
});

test("the square of the plane is at least 1.1 and at most 4 wide on each side; without a plane there is none", () => {
  const plane = (...points) => ({
    train: { count: points.length / 2, of: 1, points: encode(...points), Y: encode(0) },
  });
  const squareOf = (...points) =>
    decoded({ ...DOCUMENT, task: "binary", plane: { ...plane(...points), test: plane(0, 0).train } }).square;
  assert.deepEqual(
    [squareOf(0.5, -0.5), squareOf(1, 99)],
    [
      [-1.1, 1.1],
      [-4, 4],
    ],
  );
  assert.deepEqual(
    [decoded({ ...DOCUMENT, plane: null }).square, decoded({ ...DOCUMENT, plane: null }).plane],
    [null, null],
  );
  const { curve, square } = decoded({ ...DOCUMENT, plane: null, curve: DOCUMENT.plane });
  assert.deepEqual([curve.axes, [...curve.train.x2], square], [AXES, [3, -2.5], [-3.2, 3.2]]);
});

test("an address is fetched once, and again only where it failed", async () => {
  const requests = browser([{ status: 503 }, { body: { theta: encode(1, -2) } }]);
  await assert.rejects(loadNetwork("theta/1"), /theta\/1 answered 503/);
  assert.deepEqual([...(await loadNetwork("theta/1"))], [1, -2]);
  assert.equal(await loadNetwork("theta/1"), await loadNetwork("theta/1"));
  assert.deepEqual(requests, ["http://127.0.0.1/app/theta/1", "http://127.0.0.1/app/theta/1"]);
});

test("data are requested until they arrive; what was shown before goes when they are late", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(console, "warn", () => {});
  const requests = browser([{ status: 500 }, { status: 500 }, { body: DOCUMENT }]);
  const shown = [];
  const feed = new DocumentFeed(loadData, (data) => shown.push(data?.n_x));
  feed.request("data/a");
  await settled();
  assert.deepEqual([requests.length, feed.isMissing, feed.hasArrived, shown], [1, true, false, [undefined]]);
  mock.timers.tick(999);
  assert.equal(requests.length, 1);
  mock.timers.tick(1);
  await settled();
  mock.timers.tick(2000);
  await settled();
  assert.deepEqual(
    [requests.length, feed.isMissing, feed.hasArrived, shown],
    [3, false, true, [undefined, undefined, 2]],
  );
  feed.request("data/b");
  mock.timers.tick(300);
  assert.deepEqual(shown, [undefined, undefined, 2, undefined]);
  feed.request(null);
  assert.deepEqual([feed.content, feed.hasArrived, requests.length], [null, false, 4]);
  feed.halt();
  mock.timers.reset();
  mock.restoreAll();
});

test("a run is polled when its answers say, but not more often than ten times a second", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const answer = (cursor, seconds) => ({ body: { cursor, generation: 2, poll_after: seconds } });
  const requests = browser([answer(7, 0.5), answer(9, 0.01), answer(9, 5)]);
  const cursors = [];
  const poller = new Poller({ onAnswer: ({ cursor }) => cursors.push(cursor), onConnection: () => {} });
  poller.start("runs/1");
  await settled();
  mock.timers.tick(499);
  assert.equal(requests.length, 1);
  mock.timers.tick(1);
  await settled();
  mock.timers.tick(99);
  assert.equal(requests.length, 2);
  mock.timers.tick(1);
  await settled();
  assert.deepEqual(requests, [
    "http://127.0.0.1/app/runs/1?since=0&generation=0",
    "http://127.0.0.1/app/runs/1?since=7&generation=2",
    "http://127.0.0.1/app/runs/1?since=9&generation=2",
  ]);
  assert.deepEqual(cursors, [7, 9, 9]);
  poller.destroy();
  mock.timers.tick(9000);
  assert.equal(requests.length, 3);
  mock.timers.reset();
});

test("answers that are not the route's are requested again ever later, and given up after the third", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const requests = browser([{ body: { cursor: 1, generation: 0 } }, { body: "<html>" }, { body: { poll_after: 1 } }]);
  let [answers, unreachable] = [0, 0];
  const poller = new Poller({
    onAnswer: () => (answers += 1),
    onConnection: () => {},
    onUnreachable: () => (unreachable += 1),
  });
  poller.start("runs/1");
  await settled();
  for (const milliseconds of [500, 1000]) {
    mock.timers.tick(milliseconds);
    await settled();
  }
  mock.timers.tick(99_000);
  assert.deepEqual([requests.length, answers, unreachable], [3, 0, 1]);
  poller.destroy();
  mock.timers.reset();
});

const PARAMETER = { layer: 1, quantity: "W", row: 0, column: 1, value: 0.5 };
const OWN = {
  url: "api/runs/one",
  hasBegun: true,
  hasEnded: false,
  request: { owner: "key", language: "en", since: 7, generation: 1 },
};

// A sender of edits to a run, and what it did.
function sender(run) {
  const done = { page: [], obeyed: [], edits: [] };
  const edits = new EditSender({
    run: () => run,
    toPage: (sent) => done.page.push(sent.map(({ number }) => number)),
    onObeyed: (news) => done.obeyed.push(news.cursor),
    onDone: (number) => done.edits.push(number),
  });
  return { edits, done };
}

test("an entry of one's own run goes there as a command, one after the other", async () => {
  const requests = browser([{ body: { cursor: 8 } }, { body: { cursor: 9 } }]);
  const { edits, done } = sender(OWN);
  const second = { ...PARAMETER, value: -1 };
  await edits.send([
    { number: 3, name: "parameter", value: PARAMETER },
    { number: 4, name: "parameter", value: second },
  ]);
  assert.deepEqual(done, { page: [], obeyed: [8, 9], edits: [3, 4] });
  assert.deepEqual(requests, Array(2).fill("http://127.0.0.1/app/api/runs/one/commands"));
  const commands = [PARAMETER, second].map((value) => ({
    ...OWN.request,
    command: { name: "set_parameter", ...value },
  }));
  assert.deepEqual(fetch.bodies, commands);
});

test("every other edit goes to the page, and so does what the run does not obey", async () => {
  const parameter = { number: 1, name: "parameter", value: PARAMETER };
  const unit = { number: 2, name: "architecture", value: { op: "add_unit", layer: 1 } };
  const notBegun = { ...OWN, hasBegun: false };
  const reset = { number: 3, name: "press", value: { button: "reset" } };
  for (const [run, answers, list] of [
    [null, [], [parameter]],
    [OWN, [], [unit]],
    [notBegun, [], [parameter]],
    [notBegun, [], [reset]],
    [OWN, [{ status: 422, body: { error: "no such entry" } }], [parameter]],
    [OWN, [{ status: 404, body: "<html>" }], [parameter]],
  ]) {
    browser([...answers]);
    const { edits, done } = sender(run);
    await edits.send(list);
    assert.deepEqual(done, { page: [list.map(({ number }) => number)], obeyed: [], edits: [] });
    assert.equal(fetch.bodies.length, answers.length);
  }
});

test("what the run obeys before an edit for the page is done, and the rest goes to the page", async () => {
  browser([{ body: { cursor: 8 } }]);
  const { edits, done } = sender(OWN);
  await edits.send([
    { number: 1, name: "parameter", value: PARAMETER },
    { number: 2, name: "architecture", value: { op: "add_layer", layer: null } },
    { number: 3, name: "press", value: { button: "train" } },
  ]);
  assert.deepEqual(done, { page: [[2, 3]], obeyed: [8], edits: [1] });
});

test("presses are commands in their order, each once though it is sent again", async () => {
  browser(Array.from({ length: 4 }, (_, cursor) => ({ body: { cursor } })));
  const { edits, done } = sender({ ...OWN, hasEnded: true });
  const step = { number: 1, name: "press", value: { button: "step_iteration" } };
  const train = { number: 2, name: "press", value: { button: "train" } };
  await Promise.all([edits.send([step]), edits.send([step, train]), edits.send([step, train])]);
  assert.deepEqual(
    fetch.bodies.map(({ command }) => command.name),
    ["step_iterations", "reset", "resume"],
  );
  assert.deepEqual([done.page, done.edits], [[], [1, 2]]);
});

test("a page takes its own change for its own, and is asked all the same where it was drawn for something else", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, currency } = asking();
  currency.draw("α 0.1");
  currency.learn("α 0.1");
  currency.accept("α 0.3");
  assert.ok(currency.isCurrent);
  currency.learn("α 0.3");
  mock.timers.tick(60_000);
  assert.deepEqual(asked, []);
  currency.learn("λ 0.5");
  assert.ok(!currency.isCurrent);
  currency.accept("λ 0.5, α 0.5"); // what another tab has changed is still not on the page
  mock.timers.tick(1000);
  assert.deepEqual(asked, ["λ 0.5, α 0.5"]);
  currency.halt();
  mock.timers.reset();
});

test("the address takes parameters over as one entry, and none where nothing is new; a host about the page is told", () => {
  const entries = [];
  const told = [];
  globalThis.window = { parent: { postMessage: ({ type, queryParams }) => told.push([type, queryParams]) } };
  globalThis.location = { href: "http://127.0.0.1/app/?lang=en&l2=0.5&run=x" };
  globalThis.history = { state: { some: 1 }, pushState: (...entry) => entries.push(entry) };
  writeQuery({ l2: "0.5", batch_size: null });
  assert.deepEqual(entries, []);
  writeQuery({ l2: null, learning_rate: "0.3" });
  const [[state, , url]] = entries;
  assert.deepEqual([state, String(url)], [{ some: 1 }, "http://127.0.0.1/app/?lang=en&run=x&learning_rate=0.3"]);
  assert.deepEqual(told, [["SET_QUERY_PARAM", "?lang=en&run=x&learning_rate=0.3"]]);
  delete globalThis.location;
  delete globalThis.history;
});

test("a run that was begun is shown until the page knows it, or offers another one", () => {
  const begun = new BegunRun();
  const page = { run_url: null, own_run_url: "api/runs/a", fingerprint: "" };
  assert.equal(begun.with(page), page);
  begun.url = "api/runs/a";
  assert.equal(begun.with({ ...page, fingerprint: "gone" }).run_url, "api/runs/a");
  assert.equal(begun.with({ ...page, fingerprint: "gone" }).fingerprint, "");
  const known = { ...page, run_url: "api/runs/a", fingerprint: "α 0.1" };
  assert.equal(begun.with(known), known);
  assert.equal(begun.url, null);
  begun.url = "api/runs/a";
  assert.equal(begun.with({ ...page, own_run_url: "api/runs/b" }).run_url, null);
});

test("news that came with a command are taken where the poll still stands there", async () => {
  browser(Array.from({ length: 9 }, () => ({ body: { cursor: 5, generation: 1, poll_after: 100 } })));
  const answers = [];
  const poller = new Poller({
    onAnswer: ({ cursor }) => answers.push(cursor),
    onConnection() {},
    onGone() {},
    onUnreachable() {},
  });
  poller.start("api/runs/one");
  await settled();
  poller.take({ cursor: 6, generation: 1, poll_after: 100 }, { since: 5, generation: 1 });
  poller.take({ cursor: 9, generation: 1, poll_after: 100 }, { since: 5, generation: 1 });
  poller.halt();
  assert.deepEqual(answers, [5, 6]);
  poller.destroy();
});

test("an edit that was obeyed is not sent again, though the page counts fewer", () => {
  const sent = [];
  const queue = new EditQueue((edits) => sent.push(edits.map(({ number }) => number)));
  queue.add("parameter", PARAMETER);
  queue.confirm(1);
  queue.confirm(0);
  queue.add("architecture", { op: "add_layer", layer: null });
  assert.deepEqual([sent, queue.done], [[[1], [2]], 1]);
  queue.destroy();
});
