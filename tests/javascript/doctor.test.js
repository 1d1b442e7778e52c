// The doctor's opinion: when a run is examined again, and how its words are written.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { DiagnosisFeed } from "../../pages/live/static/doctor/diagnosis_feed.js";
import { inSymbols } from "../../pages/live/static/doctor/doctor_panel.js";

const RUNNING = { status: "running", generation: 0, iteration: 5, cursor: 5 };
const PAUSED = { ...RUNNING, status: "paused", iteration: 9, cursor: 9 };

const settled = () => new Promise((resolve) => setImmediate(resolve));

// A feed with the answers of a server, what it asked for, and the opinions that it told.
function feed(...answers) {
  const asked = [];
  const told = [];
  const load = async (url) => {
    asked.push(url);
    if (!answers.length) return { title: "later", again_after: 4 };
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, told, feed: new DiagnosisFeed((opinion) => told.push(opinion?.title ?? null), load) };
}

test("a run in training is examined as often as the server says, and once where it rests", async () => {
  let now = 1000;
  mock.method(performance, "now", () => now);
  const {
    asked,
    told,
    feed: doctor,
  } = feed(
    { title: "one", again_after: 4 },
    { title: "two", again_after: 4 },
    {
      title: "rest",
      again_after: null,
    },
  );
  const follow = async (state) => {
    doctor.follow("api/runs/a", state, "en");
    await settled();
  };
  await follow(RUNNING);
  await follow({ ...RUNNING, iteration: 6 });
  now += 3900;
  await follow({ ...RUNNING, iteration: 7 });
  assert.equal(asked.length, 1);
  now += 200;
  await follow({ ...RUNNING, iteration: 8 });
  assert.equal(asked.length, 2);
  await follow(PAUSED);
  now += 60_000;
  await follow(PAUSED);
  assert.deepEqual(told, [null, "one", "two", "rest"]);
  await follow({ ...PAUSED, cursor: 9.5 }); // a weight was set by hand
  assert.equal(asked.length, 4);
  assert.equal(asked[0], "api/runs/a/diagnosis?language=en");
  mock.reset();
});

test("another run, language or beginning is another opinion, and an answer that comes too late is dropped", async () => {
  const { asked, told, feed: doctor } = feed({ title: "old" }, { title: "new" });
  doctor.follow(null, { status: "idle", iteration: 0 }, "en");
  doctor.follow("api/runs/a", PAUSED, "en");
  doctor.follow("api/runs/b", PAUSED, "en");
  await settled();
  assert.deepEqual(told, [null, null, null]);
  doctor.follow("api/runs/b", PAUSED, "en");
  await settled();
  doctor.follow("api/runs/b", { ...PAUSED, generation: 1 }, "zh");
  assert.deepEqual(told, [null, null, null, "new", null]);
  assert.equal(asked.length, 3);
});

test("what could not be fetched is asked for again later", async () => {
  let now = 0;
  mock.method(performance, "now", () => now);
  const { asked, told, feed: doctor } = feed(new Error("lost"), null);
  for (const passed of [0, 3999, 1]) {
    now += passed;
    doctor.follow("api/runs/a", PAUSED, "en");
    await settled();
  }
  assert.deepEqual([asked.length, told], [2, [null, null]]);
  mock.reset();
});

test("words are shown letter by letter, but for the symbols of the book", () => {
  assert.equal(inSymbols("<b>&"), "&#60;b&#62;&#38;");
  assert.match(
    inSymbols("dW[2] is 0"),
    /^<span class="dnn-net-symbol"><i>dW<\/i><span><sup>\[2\]<\/sup><\/span><\/span> is 0$/,
  );
  assert.equal(inSymbols("x[1]"), "x[1]");
});
