// The order of tiles, their curves, and the words on them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted } from "../../../pages/live/static/wall/fitted.js";
import {
  answerOf,
  briefAnswerOf,
  costOf,
  nameOf,
  placeOf,
  questionOf,
} from "../../../pages/live/static/wall/member_words.js";
import { ON_PROJECTOR, ordered } from "../../../pages/live/static/wall/order.js";
import { commonRange, sparkPath } from "../../../pages/live/static/wall/sparkline.js";
import { lesson, member, run, texts } from "./members.js";

const members = [
  member({ id: "stuck", seat: 4, name: "wise owl", signal: "stuck", need: "asks", run: run([0.7, 0.6]) }),
  member({
    id: "broken",
    seat: 3,
    name: "bold ant",
    need: "not_finite",
    run: run([1], { is_finite: false, cost: null }),
  }),
  member({
    id: "fine",
    seat: 2,
    name: "calm lynx",
    signal: "done",
    has_reached_goal: true,
    run: run([0.7, 0.1]),
    position: { step: 2 },
  }),
  member({ id: "idle", seat: 1, name: "dry dove", star: { run: "r" } }),
];
const ids = (order, filter = "all") => ordered(members, order, filter).map(({ id }) => id);

test("tiles stand as the server has them, or by cost, step, name or seat", () => {
  assert.deepEqual(ids("need"), ["stuck", "broken", "fine", "idle"]);
  assert.deepEqual(ids("cost"), ["fine", "stuck", "broken", "idle"]);
  assert.deepEqual(ids("step"), ["idle", "broken", "stuck", "fine"]);
  assert.deepEqual(ids("name"), ["broken", "fine", "idle", "stuck"]);
  assert.deepEqual(ids("seat"), ["idle", "fine", "broken", "stuck"]);
});

test("filters keep those they name; what was given stays as it was", () => {
  assert.deepEqual(ids("need", "help"), ["stuck", "broken"]);
  assert.deepEqual(ids("need", "done"), ["fine"]);
  assert.deepEqual(ids("need", "stuck"), ["stuck"]);
  assert.deepEqual(ids("need", "goal"), ["fine"]);
  assert.deepEqual(ids("need", "starred"), ["idle"]);
  assert.equal(members[0].id, "stuck");
});

test("all tiles share an axis in round numbers, whatever diverges", () => {
  const { low, high } = commonRange([member({ run: run([0.7, 0.013]) }), member({ run: run([0.6, 1e12]) })]);
  assert.deepEqual([low, high], [0.01, 2]);
  assert.deepEqual(commonRange([member()]), { low: 0.01, high: 1 });
  assert.equal(commonRange([member({ run: run([0, 0]) })]).high, 1);
  assert.ok(commonRange([member({ run: run([0.7, 0]) })]).low > 0);
});

test("a curve falls on a logarithmic axis and stays in its box", () => {
  const range = { low: 0.01, high: 1 };
  assert.equal(sparkPath(run([1, 0.1, 0.01]), range, 100, 48), "M33.3 0L66.7 24L100 48");
  assert.equal(sparkPath(run([1e300, 0, -5]), range, 90, 48), "M30 0L60 48L90 48");
  assert.equal(sparkPath(run([]), range, 100, 48), "");
  assert.equal(sparkPath(run([1]), range, 100, 48), "M100 0h.01");
});

test("a member is called by her name, or by her seat where there are none", () => {
  const words = { seat: "Seat {number}", place: "step {number} · {phase}", phase_try: "try" };
  assert.equal(nameOf(member(), words), "calm lynx");
  assert.equal(nameOf(member({ name: "", seat: 7 }), words), "Seat 7");
  assert.equal(placeOf({ lesson: "depth", step: 0, phase: "try" }, words), "step 1 · try");
  assert.equal(placeOf(null, words), "");
  assert.equal(costOf(members[1], texts), "diverged");
  assert.equal(costOf(members[3], texts), "");
});

test("answers are said in few letters, whatever they are", () => {
  const sentences = ["It falls", "It rises"];
  assert.equal(answerOf(1, sentences, texts), "B · It rises");
  assert.equal(briefAnswerOf(1, sentences, texts), "B");
  assert.equal(briefAnswerOf(2, sentences, texts), "2");
  assert.equal(answerOf(1, sentences, texts, "prediction"), "B · It rises");
  assert.equal(answerOf(1, sentences, texts, "seen"), "It rises"); // each student has them in another order
  assert.equal(briefAnswerOf(1, sentences, texts, "seen"), "It rises");
  assert.equal(answerOf(2, sentences, texts, "seen"), "2");
  assert.equal(answerOf(0.123456, [], texts), "0.1235");
  assert.equal(answerOf(true, sentences, texts), "right");
  assert.equal(answerOf([2, 0, 1], [], texts), "2 · 0 · 1");
  assert.equal(
    answerOf(
      [
        [1, 0.5],
        [2, 0.4],
      ],
      [],
      texts,
    ),
    "curve",
  );
  assert.equal(answerOf("<b>x</b>", [], texts), "<b>x</b>");
  assert.equal(answerOf(null, [], texts), "");
  assert.equal(briefAnswerOf("x".repeat(100), [], texts).length, 40);
});

test("keys of questions are read as lesson, step and part; others are shown as they are", () => {
  const words = {
    predicted_at: "{lesson} {number} predicted",
    seen_at: "{lesson} {number} seen",
    checked_at: "{lesson} {number} check {which}",
  };
  const of = (key) => questionOf(key, [lesson], words);
  const { prediction, observation } = lesson.steps[0];
  const known = { isLiteral: false };
  assert.deepEqual(of("depth/1/prediction"), {
    ...{ ...known, ...prediction, part: "prediction", title: "Why deep 1 predicted", place: [0, 1, 0, 0] },
  });
  assert.deepEqual(of("depth/1/seen"), {
    ...{ ...known, ...observation, part: "seen", title: "Why deep 1 seen", place: [0, 1, 1, 0] },
  });
  const none = { alternatives: [], right: [] };
  assert.deepEqual(of("depth/1/check1"), {
    ...{ ...known, ...none, part: "check", title: "Why deep 1 check 1", place: [0, 1, 2, 1] },
    prompt: "Shape of an array",
  });
  for (const other of ["depth/9/prediction", "gone/1/seen", "free", "depth/1/other"]) {
    assert.deepEqual(of(other), {
      ...{ ...none, part: "", title: other, prompt: "", isLiteral: true, place: [1, 0, 0, 0] },
    });
  }
});

test("a projector shows all, each at her place, whatever the menus of the teacher's wall say", () => {
  const shown = ordered(members, ON_PROJECTOR.order, ON_PROJECTOR.filter).map(({ seat }) => seat);
  assert.deepEqual(shown, [1, 2, 3, 4]);
});

test("the tiles of any class fill a projector's picture without being hidden by the corner", () => {
  for (const [width, height] of [
    [1866, 940],
    [1400, 760],
    [900, 600],
  ]) {
    const corner = { width: 0.19 * width, height: 0.15 * height };
    for (let count = 1; count <= 300; count++) {
      const { columns, rows, tile, kept } = fitted(count, { width, height }, corner);
      assert.ok(columns * tile.width <= width + 1e-6 && rows * tile.height <= height + 1e-6, `${count} fit`);
      assert.ok(columns * rows - kept.columns * kept.rows >= count, `${count} have a place`);
      const free = height - (rows - kept.rows) * tile.height;
      assert.ok(free + 1e-6 >= corner.height || kept.columns === columns, `${count} leave the corner free`);
      if (kept.rows) assert.ok(kept.columns * tile.width + 1e-6 >= corner.width);
    }
    const sizes = [10, 30, 100].map((count) => fitted(count, { width, height }, corner).tile.height);
    assert.ok(sizes[0] > sizes[1] && sizes[1] > sizes[2] && sizes[2] > height / 14);
  }
});
