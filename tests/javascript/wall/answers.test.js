// The bars of answers, what is marked as right and when, and all answers of one member.
import assert from "node:assert/strict";
import { test } from "node:test";
import { allBars, fullWidth, isSolved } from "../../../pages/live/static/wall/answers/answers.js";
import { byStep } from "../../../pages/live/static/wall/answers/given_answers.js";
import { partsOf } from "../../../pages/live/static/wall/words.js";
import { lesson, texts } from "./members.js";

const bar = (value, first, second = 0) => ({ value, low: null, high: null, first, second });

test("of a choice each alternative has a bar, also where nobody chose it, and no answer is lost", () => {
  const words = { part: "prediction", alternatives: ["a", "b", "c"] };
  const found = allBars([bar(2, 5), bar(7, 1)], words);
  assert.deepEqual(
    found.map(({ value, first }) => [value, first]),
    [
      [0, 0],
      [1, 0],
      [2, 5],
      [7, 1],
    ],
  );
});

test("of what is right or wrong both have a bar; numbers and intervals stay as they are", () => {
  const judged = { part: "check", alternatives: [] };
  assert.deepEqual(
    allBars([bar(false, 3)], judged).map(({ value, first }) => [value, first]),
    [
      [true, 0],
      [false, 3],
    ],
  );
  const asked = { part: "prediction", alternatives: [] };
  assert.equal(allBars([bar(true, 1)], asked).length, 2);
  const numbers = [bar(0.5, 1), { value: null, low: 1, high: 2, first: 2, second: 0 }];
  assert.deepEqual(allBars(numbers, asked), numbers);
});

test("a bar is as long as its share of those who are here, or of those who answered where some have left", () => {
  assert.equal(fullWidth({ answered: 1 }, 30), 30);
  assert.equal(fullWidth({ answered: 30 }, 12), 30);
  assert.equal(fullWidth({ answered: 0 }, 0), 1);
});

test("the right answer is shown when the class has seen the answers and no vote is before it", () => {
  assert.ok(!isSolved({ revealed: 0, is_second_open: false }));
  assert.ok(isSolved({ revealed: 1, is_second_open: false }));
  assert.ok(!isSolved({ revealed: 1, is_second_open: true }));
  assert.ok(isSolved({ revealed: 2, is_second_open: true }));
});

test("answers of a member stand by lesson and step, with both votes", () => {
  const other = { ...lesson, name: "own-1", title: "Mine", is_own: true };
  const words = {
    ...{ language: "en", predicted_at: "", seen_at: "", checked_at: "", step_titled: "{lesson} {number} {title}" },
    ...{ answer_prediction: "predicted", answer_seen: "saw", answer_check: "question {which}", right: "right" },
  };
  const given = [
    { question: "own-1/1/seen", first: 0, second: null },
    { question: "depth/1/check1", first: true, second: null },
    { question: "free", first: "<b>", second: null },
    { question: "depth/1/seen", first: 1, second: null },
    { question: "depth/1/prediction", first: 0, second: 1 },
  ];
  const steps = byStep(given, [lesson, other], words);
  assert.deepEqual(
    steps.map(({ title, isLiteral }) => [title, isLiteral]),
    [
      ["Why deep 1 Deep", false],
      ["Mine 1 Deep", true],
      ["free", true],
    ],
  );
  assert.deepEqual(
    steps[0].answers.map(({ name, first, second }) => [name, first, second]),
    [
      ["predicted", "A · No", "B · Yes"],
      ["saw", "some", ""],
      ["question 1", "right", ""],
    ],
  );
  assert.equal(steps[2].answers[0].first, "<b>");
  assert.deepEqual(byStep([], [lesson], texts), []);
});

test("numbers of layers are raised in our own words, and a teacher's own are shown letter by letter", () => {
  assert.deepEqual(partsOf("W^[1] and A^[l−1]ᵀ", false), ["W", "[1]", " and A", "[l−1]", "ᵀ"]);
  assert.deepEqual(partsOf("x^[1]", true), ["x^[1]"]);
  assert.deepEqual(partsOf("2^n", false), ["2^n"]);
});
