// The stepper without a browser: rules, sums, the player.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Numbers } from "../../pages/live/static/step/arrays.js";
import { Player } from "../../pages/live/static/step/player.js";
import { indexOfBlock, indexOfExample } from "../../pages/live/static/step/positions.js";
import { RULES, signs } from "../../pages/live/static/step/rules.js";
import { sumPieces } from "../../pages/live/static/step/sum.js";
import { packed, reference } from "./packed_arrays.js";

const TEXTS = { loading: "loading", terms_more: "{count} more, together {sum}", with_penalty: "J = {total}" };

// A step whose arrays are given by their shapes and values; null for one that was not sent.
function stepOf(rule, result, operands, total = null) {
  const arrays = { R: packed(...result) };
  operands.forEach((operand, k) => {
    if (operand[1]) arrays[`O${k}`] = packed(...operand);
  });
  const step = {
    rule: { term: "", divide: 1, factor: 1, ...rule },
    result: reference("R", result[0]),
    operands: operands.map(([shape], k) => reference(`O${k}`, shape)),
    total,
  };
  return { step, context: { symbols: { R: "<mi>R</mi>" }, numbers: new Numbers(arrays), texts: TEXTS } };
}

function sumOf({ step, context }, i = 0, j = 0) {
  const pieces = sumPieces(step, { i, j }, context);
  return pieces.map(({ text }) => text).join("");
}

test("the signs between arrays follow from the rule", () => {
  const between = (rule, count) =>
    signs({ rule: { term: "", divide: 1, ...rule }, operands: new Array(count).fill(null) });
  assert.deepEqual(between({ kind: "product" }, 3), ["= ", "·", "+"]);
  assert.deepEqual(between({ kind: "product", divide: 4 }, 2), ["= 1/4 ·", "·"]);
  assert.deepEqual(between({ kind: "row_sum", divide: 4 }, 1), ["= 1/4 · Σ"]);
  assert.deepEqual(between({ kind: "mean", divide: 3 }, 3), ["= 1/3 ·", "+", "+"]);
  assert.deepEqual(between({ kind: "cells", term: "{0} · {1}" }, 2), ["=", "∗"]);
  assert.deepEqual(between({ kind: "cells", term: "{0} − {1}" }, 2), ["=", "−"]);
  assert.deepEqual(between({ kind: "cells", term: "{0}" }, 1), ["="]);
  assert.deepEqual(between({ kind: "cells", term: "{0} − 0.1·{1} + {2}" }, 3), ["←", ",", ","]);
});

test("a rule names the cells that a cell of the result is made of", () => {
  const step = { rule: {}, operands: [{ shape: [3, 4] }, { shape: [3, 1] }, { shape: [1, 4] }] };
  const cells = (kind, operand) => {
    const used = RULES[kind].used(step, 2, 1, operand);
    const found = [];
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 3; column++) if (used(row, column)) found.push([row, column]);
    return found;
  };
  const [row, column] = [
    [
      [2, 0],
      [2, 1],
      [2, 2],
    ],
    [
      [0, 1],
      [1, 1],
      [2, 1],
    ],
  ];
  assert.deepEqual(
    [0, 1, 2].map((operand) => cells("product", operand)),
    [row, column, row],
  );
  assert.deepEqual([cells("row_sum", 0), cells("column_sum", 0), cells("softmax", 0)], [row, column, column]);
  assert.deepEqual(cells("mean", 0), [[2, 1]]);
  assert.deepEqual(
    [0, 1, 2].map((operand) => cells("cells", operand)),
    [[[2, 1]], [[2, 0]], [[0, 1]]],
  );
});

test("a product is written with its factors and the bias", () => {
  // 2·0.5 + (−3)·4 + 1 = −10
  const weights = [
    [1, 2],
    [2, -3],
  ];
  const product = stepOf(
    { kind: "product" },
    [[1, 1], [-10]],
    [
      weights,
      [
        [2, 1],
        [0.5, 4],
      ],
      [[1, 1], [1]],
    ],
  );
  assert.deepEqual(sumPieces(product.step, { i: 0, j: 0 }, product.context), [
    { text: "<mi>R</mi>", isMarkup: true },
    { text: " (1, 1) = " },
    { text: "2·0.5 + (−3)·4 + 1", kind: "terms" },
    { text: " = " },
    { text: "−10", kind: "value", value: -10 },
  ]);
  const lower = stepOf(
    { kind: "product" },
    [[1, 1], [-12]],
    [
      weights,
      [
        [2, 1],
        [0.5, 4],
      ],
      [[1, 1], [-1]],
    ],
  );
  assert.equal(sumOf(lower), "<mi>R</mi> (1, 1) = 2·0.5 + (−3)·4 − 1 = −12");
  const mean = stepOf(
    { kind: "product", divide: 2 },
    [[1, 1], [-5.5]],
    [
      weights,
      [
        [2, 1],
        [0.5, 4],
      ],
    ],
  );
  assert.equal(sumOf(mean), "<mi>R</mi> (1, 1) = (2·0.5 + (−3)·4) / 2 = −5.5");
});

test("of a long sum eight terms are written, and what the others add up to", () => {
  const ones = new Array(10).fill(1);
  const sum = stepOf({ kind: "row_sum" }, [[1, 1], [10]], [[[1, 10], ones]]);
  assert.equal(sumOf(sum), `<mi>R</mi> (1, 1) = ${"1 + ".repeat(8)}… (2 more, together 2) = 10`);
  const mean = stepOf({ kind: "row_sum", divide: 10 }, [[1, 1], [1]], [[[1, 10], ones]], 1.25);
  assert.equal(sumOf(mean), `<mi>R</mi> (1, 1) = (${"1 + ".repeat(8)}…) / 10 (2 more, together 2) = 1 · J = 1.25`);
});

test("a mean, an activation, losses and probabilities are written by their rules", () => {
  const mean = stepOf(
    { kind: "mean", divide: 2 },
    [[1, 1], [-0.5]],
    [
      [[1, 1], [1]],
      [[1, 1], [-2]],
    ],
  );
  assert.equal(sumOf(mean), "<mi>R</mi> (1, 1) = (1 + (−2)) / 2 = −0.5");
  const relu = stepOf(
    { kind: "cells", term: "relu({0})" },
    [
      [2, 1],
      [0, 3],
    ],
    [
      [
        [2, 1],
        [-4, 3],
      ],
    ],
  );
  assert.equal(sumOf(relu), "<mi>R</mi> (1, 1) = relu(−4) = 0");
  assert.equal(sumOf(relu, 1), "<mi>R</mi> (2, 1) = relu(3) = 3");
  const entropy = { kind: "column_sum", term: "{1}·ln {0}", factor: -1 };
  const loss = stepOf(
    entropy,
    [[1, 1], [-Math.log(0.75)]],
    [
      [
        [2, 1],
        [0.25, 0.75],
      ],
      [
        [2, 1],
        [0, 1],
      ],
    ],
  );
  assert.equal(sumOf(loss), "<mi>R</mi> (1, 1) = −(0·ln 0.25 + 1·ln 0.75) = 0.28768");
  const half = { kind: "column_sum", term: "({0} − {1})²", factor: 0.5 };
  const square = stepOf(
    half,
    [[1, 1], [8]],
    [
      [[1, 1], [3]],
      [[1, 1], [-1]],
    ],
  );
  assert.equal(sumOf(square), "<mi>R</mi> (1, 1) = 0.5·(3 − (−1))² = 8");
  const softmax = stepOf(
    { kind: "softmax" },
    [
      [2, 1],
      [1 / (1 + Math.E), Math.E / (1 + Math.E)],
    ],
    [
      [
        [2, 1],
        [0, 1],
      ],
    ],
  );
  assert.equal(sumOf(softmax, 1), "<mi>R</mi> (2, 1) = e^1 / (e^0 + e^1) = 0.73106");
});

test("a sum waits for numbers that have not been sent", () => {
  const loading = [{ text: "loading", kind: "quiet" }];
  const missing = stepOf({ kind: "row_sum" }, [[1, 1], [1]], [[[1, 1], null]]);
  assert.deepEqual(sumPieces(missing.step, { i: 0, j: 0 }, missing.context), loading);
  const outside = stepOf({ kind: "row_sum" }, [[1, 1], [1]], [[[1, 1], [1]]]);
  assert.deepEqual(sumPieces(outside.step, { i: 1, j: 0 }, outside.context), loading);
});

test("the player steps at its speed until it is stopped", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  let [steps, changes] = [0, 0];
  const player = new Player(
    () => (steps += 1),
    () => (changes += 1),
  );
  player.stop();
  player.toggle();
  mock.timers.tick(2500);
  assert.deepEqual([steps, changes, player.isPlaying], [2, 1, true]);
  player.setSpeed(4);
  mock.timers.tick(1000);
  assert.equal(steps, 6);
  player.toggle();
  mock.timers.tick(9000);
  assert.deepEqual([steps, changes, player.isPlaying], [6, 3, false]);
  mock.timers.reset();
});

test("a block and an example lead to their steps", () => {
  const steps = [
    { block: "Z1", equation: "forward Z1", example: 0 },
    { block: "Z1", equation: "forward Z1", example: 1 },
    { block: "dZ1", equation: "backward dZ1", example: 1 },
    { block: "W1", equation: "update W1", example: null },
  ];
  const blocks = (example) => ["Z1", "dZ1", "W1", "J"].map((block) => indexOfBlock(steps, block, example));
  assert.deepEqual(
    [blocks(null), blocks(0), blocks(1)],
    [
      [0, 2, 3, -1],
      [0, 2, 3, -1],
      [1, 2, 3, -1],
    ],
  );
  const next = [0, 1, 2, 3].map((index) => indexOfExample(steps, steps[index], 1));
  const before = [0, 1, 2, 3].map((index) => indexOfExample(steps, steps[index], -1));
  assert.deepEqual(
    [next, before],
    [
      [1, -1, -1, -1],
      [-1, 0, -1, -1],
    ],
  );
});
