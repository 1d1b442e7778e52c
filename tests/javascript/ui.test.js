// What all modules share without a browser: numbers as text, words as HTML, scales of colours, palettes, the CSV table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "../../pages/live/static/ui/export.js";
import {
  cost,
  duration,
  fill,
  fillCounted,
  isNumber,
  rate,
  score,
  setting,
  whole,
} from "../../pages/live/static/ui/format.js";
import { schemeFor } from "../../pages/live/static/ui/scheme.js";
import { css, diverging } from "../../pages/live/static/ui/shades.js";
import { arrow, escapeHtml, fixedDigits, short, signed, symbol } from "../../pages/live/static/ui/words.js";

test("a scale runs from negative over middle to positive", () => {
  const scale = diverging([0, 0, 0], [255, 0, 0], [0, 0, 255]);
  assert.deepEqual(
    [-9, 0, NaN, 1].map((share) => css(scale(share))),
    ["rgb(255,0,0)", "rgb(0,0,0)", "rgb(0,0,0)", "rgb(0,0,255)"],
  );
});

test("numbers are written for people", () => {
  assert.deepEqual([NaN, Infinity, null, undefined].map(cost), ["–", "–", "–", "–"]);
  assert.deepEqual([0.6931499, 12.3456, 1.5e9, 0, -0.5].map(cost), ["0.6931", "12.346", "1.50×10⁹", "0", "-0.5000"]);
  assert.deepEqual([7384, 64, 0, NaN].map(duration), ["2:03:04", "1:04", "0:00", "–"]);
  assert.deepEqual(
    [whole(1234567, "en"), rate(1234.5, "en"), score(0.5, "accuracy"), score(0.5, "r2")],
    ["1,234,567", "1,230", "50.0%", "0.500"],
  );
  assert.deepEqual([setting(null), setting(0.1 + 0.2), setting("adam")], ["–", "0.3", "adam"]);
  assert.equal(fill("{a} of {b}", { a: 1 }), "1 of {b}");
});

test("words follow a number as the language of the texts has it", () => {
  const english = { language: "en", points_one: "{count} point", points_other: "{count} points" };
  assert.deepEqual(
    [0, 1, 2].map((number) => fillCounted(english, "points", number)),
    ["0 points", "1 point", "2 points"],
  );
  assert.equal(fillCounted(english, "points", 1000, { count: "1,000" }), "1,000 points");
  const chinese = { language: "zh", points_other: "{count} 个点" };
  assert.deepEqual(
    [1, 2].map((number) => fillCounted(chinese, "points", number)),
    ["1 个点", "2 个点"],
  );
  const russian = { language: "ru", points_one: "точка", points_few: "точки", points_many: "точек" };
  assert.deepEqual(
    [1, 3, 5, 21].map((number) => fillCounted(russian, "points", number)),
    ["точка", "точки", "точек", "точка"],
  );
});

test("words for the picture have true minus signs", () => {
  assert.deepEqual([NaN, Infinity, -Infinity, 0, -0.00012, undefined].map(short), [
    "NaN",
    "∞",
    "−∞",
    "0",
    "−1.20×10⁻⁴",
    "–",
  ]);
  assert.equal(signed(-2), "− 2");
  assert.match(symbol("w", 2, 3, 1), /<sup>\[2\]<\/sup><sub>4,2<\/sub>/);
  assert.equal(escapeHtml("<a&'\">"), "&#60;a&#38;&#39;&#34;&#62;");
});

test("a number that changes takes the same room, and a round one is written as it is", () => {
  assert.deepEqual([0.19994, 0.19996, 0.20004, 0.2001, -0.20004].map(fixedDigits), [
    "0.1999",
    "0.2000",
    "0.2000",
    "0.2001",
    "−0.2000",
  ]);
  assert.deepEqual([1.23456, 9.99996, 12.3456, 0.0123456, 0.00123456].map(fixedDigits), [
    "1.2346",
    "10.000",
    "12.346",
    "0.0123",
    "0.00123",
  ]);
  assert.deepEqual([0.5, Math.fround(0.2), -3, 0, 12, 0.00012345, 1234567, NaN, -Infinity].map(fixedDigits), [
    "0.5",
    "0.2",
    "−3",
    "0",
    "12",
    "1.23×10⁻⁴",
    "1.23×10⁶",
    "NaN",
    "−∞",
  ]);
});

test("a cost keeps its number of letters where it is rounded to the next power of ten", () => {
  assert.deepEqual([0.1999, 0.2, 0.20004].map(cost), ["0.1999", "0.2000", "0.2000"]);
  assert.deepEqual([0.0099996, 0.01, 0.09999951, 0.1].map(cost), ["0.0100", "0.0100", "0.1000", "0.1000"]);
  assert.deepEqual([9.99996, 10, 99999.4, 99999.5, 123456].map(cost), [
    "10.000",
    "10.000",
    "99999",
    "1.00×10⁵",
    "1.23×10⁵",
  ]);
});

test("the score of a run that diverges fits its place", () => {
  const scores = [-0.25, -999.4, -1234.5, -6.4662e47].map((value) => score(value, "r2"));
  assert.deepEqual(scores, ["-0.250", "-999.400", "-1.23×10³", "-6.47×10⁴⁷"]);
});

test("a rate has three digits, whatever they are", () => {
  const rates = [0.04, 1.2, 12, 12.34, 99.96, 123.4, 1200].map((value) => rate(value, "en"));
  assert.deepEqual(rates, ["0.04", "1.20", "12.0", "12.3", "100", "123", "1,200"]);
});

test("a scale is steeper near its middle: channels go with the share to the power of 0.85", () => {
  const scale = diverging([100, 100, 100], [0, 200, 100], [255, 0, 50]);
  // 51 of 255 steps: 0.2 ** 0.85 = 0.25461
  assert.deepEqual(scale(0.2), [100 + 39, 100 - 25, 100 - 13]);
  assert.deepEqual(scale(-0.2), [100 - 25, 100 + 25, 100]);
  assert.deepEqual(
    [scale(-1), scale(0), scale(7)],
    [
      [0, 200, 100],
      [100, 100, 100],
      [255, 0, 50],
    ],
  );
});

test("one palette serves light and dark", () => {
  const palette = { text: "#000", train: "#00f" };
  assert.equal(schemeFor("#fff", palette), palette);
});

test("only a finite number is a number", () => {
  assert.deepEqual([0, -1.5, NaN, Infinity, "1", null, undefined].map(isNumber), [
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("numbers near the ends of their form go over to the next one", () => {
  assert.deepEqual([0.00099, 0.0001, 0.000099, 99999, 1e6].map(cost), [
    "0.000990",
    "0.000100",
    "9.90×10⁻⁵",
    "99999",
    "1.00×10⁶",
  ]);
  assert.deepEqual([59.2, 3599.5, -5].map(duration), ["1:00", "1:00:00", "0:00"]);
  assert.deepEqual([score(null, "r2"), rate(null), whole(undefined)], ["–", "–", "–"]);
  assert.deepEqual([setting(1e-7), setting(undefined), fill("{x}{x}", { x: 0 })], ["1e-7", "–", "00"]);
});

test("an arrow is drawn pointing to the right, and turned", () => {
  assert.deepEqual(
    ["left", "right", "up", "down"].map((turn) => /rotate:(-?\d+)deg/.exec(arrow(turn))[1]),
    ["180", "0", "-90", "90"],
  );
});

test("the table of a curve has all digits", () => {
  assert.equal(table({ x: [1, 3], y: [0.1 + 0.2, 1e-9] }), "iteration,cost\n1,0.30000000000000004\n3,1e-9\n");
});
