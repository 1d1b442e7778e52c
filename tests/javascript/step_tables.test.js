// The tables of the stepper without a browser: arrays, numbers as text, the room that they share, cells.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cellStyle, tableParts, windowsOf } from "../../pages/live/static/step/array_figure.js";
import { Numbers } from "../../pages/live/static/step/arrays.js";
import { factor, long, short } from "../../pages/live/static/step/figures.js";
import { share } from "../../pages/live/static/step/share.js";
import { packed, reference } from "./packed_arrays.js";

test("an array is read in its window, by rows and columns of the whole, and transposed", () => {
  const numbers = new Numbers({ A: packed([2, 3], [1, 2, 3, 4, 5, 6], { rows: 10, columns: 4 }) });
  const plain = numbers.read(reference("A", [20, 20]));
  assert.deepEqual([plain.at(10, 4), plain.at(10, 6), plain.at(11, 4), plain.at(11, 6)], [1, 3, 4, 6]);
  const outside = [plain.at(9, 4), plain.at(12, 4), plain.at(10, 3), plain.at(10, 7)];
  assert.deepEqual(outside, [undefined, undefined, undefined, undefined]);
  const turned = numbers.read(reference("A", [20, 20], true));
  assert.deepEqual([turned.at(4, 10), turned.at(6, 10), turned.at(4, 11), turned.at(10, 4)], [1, 3, 4, undefined]);
  assert.equal(plain.largest, 6);
  assert.equal(numbers.read(reference("B", [1, 1])), null);
});

test("a number takes about four letters in a cell", () => {
  assert.deepEqual([undefined, NaN, Infinity, -Infinity, 0, -3, 9999].map(short), [
    "…",
    "NaN",
    "∞",
    "−∞",
    "0",
    "−3",
    "9999",
  ]);
  assert.deepEqual([0.5, -9.9994, 9.9996, 12.34, 99.996, -123.46].map(short), [
    "0.500",
    "−9.999",
    "10.00",
    "12.34",
    "100.0",
    "−123.5",
  ]);
  assert.deepEqual([12345, -0.00012, 1e-3].map(short), ["1e4", "−1e−4", "0.001"]);
});

test("a number has five digits in a sum, and brackets in a product where it is negative", () => {
  assert.deepEqual([undefined, 0.1 + 0.2, -1234.5678, 12345, -0.00012].map(long), [
    "…",
    "0.3",
    "−1234.6",
    "1.23×10⁴",
    "−1.20×10⁻⁴",
  ]);
  assert.deepEqual([undefined, 2, -2, -Infinity].map(factor), ["…", "2", "(−2)", "(−∞)"]);
});

test("arrays share the room: an axis shows the same rows or columns wherever it stands", () => {
  const axes = { units: { size: 3 }, features: { size: 2 }, examples: { size: 5 } };
  const product = [
    ["units", "examples"],
    ["units", "features"],
    ["features", "examples"],
    ["units", "one"],
  ].map((pair) => ({ axes: pair }));
  const room = { width: 900, rows: 8, signs: ["= ", "·", "+"] };
  // (900 - 4·26 - 3·22 - 4·8) / 45 = 15 columns, of which 5 + 2 + 5 + 1 are needed
  assert.deepEqual(share(product, axes, {}, room), {
    examples: { start: 0, count: 5 },
    features: { start: 0, count: 2 },
    units: { start: 0, count: 3 },
  });
  // 26·4 + 98 + 45·13 = 787 pixels are enough for all; with one fewer there is a column less, and an example takes two
  const examples = (width) => share(product, axes, {}, { ...room, width }).examples.count;
  assert.deepEqual([examples(787), examples(786)], [5, 4]);
  // on 300 pixels there is no room for more than the least: three columns of an axis, and both features
  assert.deepEqual(share(product, axes, { examples: 4, features: 9, units: -1 }, { ...room, width: 300 }), {
    examples: { start: 2, count: 3 },
    features: { start: 0, count: 2 },
    units: { start: 0, count: 3 },
  });
});

test("an axis that counts rows and columns is as long in both", () => {
  const axes = { units: { size: 100 }, features: { size: 100 }, examples: { size: 10 } };
  const product = [
    ["units", "examples"],
    ["units", "features"],
    ["features", "examples"],
  ].map((pair) => ({ axes: pair }));
  const shown = share(product, axes, { features: 7 }, { width: 5000, rows: 8, signs: ["=", "·"] });
  assert.deepEqual(shown, {
    examples: { start: 0, count: 10 },
    features: { start: 7, count: 8 },
    units: { start: 0, count: 8 },
  });
});

test("a table has the numbers of its rows and columns, and the values that were sent", () => {
  const numbers = new Numbers({ A: packed([1, 1], [-0.25], { rows: 1 }) });
  const values = numbers.read(reference("A", [9, 9]));
  const windows = [
    { start: 1, count: 1 },
    { start: 0, count: 2 },
  ];
  assert.equal(
    tableParts(...windows, values, "row"),
    '<thead><tr><th scope="col"><span class="dnn-step-unseen">row</span></th>' +
      '<th scope="col">1</th><th scope="col">2</th></tr></thead><tbody><tr><th scope="row">2</th>' +
      '<td data-i="1" data-j="0" data-value="-0.25" title="-0.25" style="--strength:62%;--hue:var(--negative)">−0.250</td>' +
      '<td data-i="1" data-j="1" >…</td></tr></tbody>',
  );
  assert.deepEqual(windowsOf({ axes: ["i", "one"] }, { i: windows[0] }), [
    { start: 1, count: 1 },
    { start: 0, count: 1 },
  ]);
});

test("a cell is the stronger coloured the larger its number, as its square root", () => {
  assert.equal(cellStyle(1, 4), "--strength:31%;--hue:var(--positive)");
  assert.equal(cellStyle(-9, 4), "--strength:62%;--hue:var(--negative)");
  assert.deepEqual([cellStyle(NaN, 4), cellStyle(Infinity, 4), cellStyle(0, 0)], ["", "", ""]);
});
