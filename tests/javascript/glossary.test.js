// The glossary without a browser: the symbol of a letter of KaTeX, shapes, explanations.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explain, shapeOf, symbolOf } from "../../pages/shared/frame/glossary/glossary.js";

const NETWORK = { sizes: [2, 4, 1], m: 350 };
const DATA = {
  ...NETWORK,
  meanings: { W: "weights", dW: "gradient of W", Z: "linear part", m: "examples", n: "units", L: "layers", α: "rate" },
  shape: "shape {shape}",
  one: "of one example",
};

// As KaTeX sets it: a group of letter and exponent, with what stands before the group.
function letterOf(name, exponent, before) {
  const part = (text, kind) => ({ textContent: text, classList: { contains: (wanted) => wanted === kind } });
  const earlier = before ? part(before, "mord") : null;
  const letter = { ...part(name, "mathnormal"), previousElementSibling: null };
  const children = exponent ? [letter, part(exponent, "msupsub")] : [letter];
  if (!exponent) letter.previousElementSibling = earlier;
  letter.parentElement = { children, previousElementSibling: earlier };
  return letter;
}

test("a letter is a symbol with the layer above it, and d before an array makes it a gradient", () => {
  assert.deepEqual(symbolOf(letterOf("W", "[2]\u200b")), { letter: "W", index: "2" });
  assert.deepEqual(symbolOf(letterOf("A", "[l]")), { letter: "A", index: "l" });
  assert.deepEqual(symbolOf(letterOf("W", "[L]T", " d ")), { letter: "dW", index: "L" });
  assert.deepEqual(symbolOf(letterOf("b", null, "d")), { letter: "db", index: null });
  assert.deepEqual(symbolOf(letterOf("m", null, "d")), { letter: "m", index: null });
  assert.deepEqual(symbolOf(letterOf("Z", "[1]", "=")), { letter: "Z", index: "1" });
});

test("an array has the shape of its layer, in numbers or in letters", () => {
  const shapes = (...pairs) => pairs.map(([letter, index]) => shapeOf(letter, index, NETWORK));
  assert.deepEqual(shapes(["W", "1"], ["dW", "2"], ["W", "l"], ["W", null]), [
    "(4, 2)",
    "(1, 4)",
    "(n[l], n[l−1])",
    "(n[l], n[l−1])",
  ]);
  assert.deepEqual(shapes(["b", "1"], ["db", "l"]), ["(4, 1)", "(n[l], 1)"]);
  assert.deepEqual(shapes(["Z", "2"], ["dA", "1"], ["a", "1"], ["A", "L"]), [
    "(1, 350)",
    "(4, 350)",
    "(4, 1)",
    "(n[L], 350)",
  ]);
  assert.deepEqual(shapes(["X", null], ["Y", null], ["n", "1"]), ["(2, 350)", "(1, 350)", "4"]);
  assert.deepEqual(shapes(["W", "0"], ["A", null], ["n", "l"], ["J", null]), [null, null, null, null]);
});

test("a symbol is explained by its meaning and its value or shape", () => {
  const texts = (...pairs) => pairs.map(([letter, index]) => explain({ letter, index }, DATA)?.text);
  assert.deepEqual(explain({ letter: "dW", index: "2" }, DATA), {
    symbol: "dW[2]",
    text: "gradient of W · shape (1, 4)",
  });
  assert.deepEqual(texts(["z", "1"], ["Z", null]), ["linear part, of one example · shape (4, 1)", "linear part"]);
  assert.deepEqual(texts(["m", null], ["L", null], ["n", "1"], ["n", "l"], ["α", null]), [
    "examples · = 350",
    "layers · = 2",
    "units · = 4",
    "units",
    "rate",
  ]);
  assert.deepEqual(texts(["q", null], ["b", "1"]), [undefined, undefined]);
});
