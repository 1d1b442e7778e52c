// Copying without a browser: a text and a picture, with a clipboard and without one.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import copyButton, { copyContent } from "../../../pages/shared/take_away/copy_button.js";

const NAVIGATOR = Object.getOwnPropertyDescriptor(globalThis, "navigator");
const TEXT = { name: "numpy", text: "W = 1\n", image: null, copy: "Copy", copied: "Copied.", refused: "Refused." };
const PICTURE = { ...TEXT, name: "chart_png", text: "", image: btoa("\x89PNG\xff") };

afterEach(() => {
  if (NAVIGATOR) Object.defineProperty(globalThis, "navigator", NAVIGATOR);
  else delete globalThis.navigator;
  delete globalThis.document;
  delete globalThis.ClipboardItem;
});

function withClipboard(clipboard) {
  Object.defineProperty(globalThis, "navigator", { value: { clipboard }, configurable: true });
}

// A place for the field of the older way, and what was selected in it when it was copied.
function withoutClipboard(isCopied) {
  withClipboard(undefined);
  const steps = [];
  const field = { setAttribute() {}, select: () => steps.push(field.value), remove: () => steps.push("removed") };
  globalThis.document = { createElement: () => field, execCommand: () => isCopied };
  return { steps, within: { append: () => steps.push("there") } };
}

test("a text goes to the clipboard as it is", async () => {
  const written = [];
  withClipboard({ writeText: async (text) => written.push(text) });
  assert.equal(await copyContent(TEXT, {}), true);
  assert.deepEqual(written, ["W = 1\n"]);
});

test("a picture goes there as its bytes", async () => {
  const written = [];
  globalThis.ClipboardItem = function (kinds) {
    this.kinds = kinds;
  };
  withClipboard({ write: async (items) => written.push(...items) });
  assert.equal(await copyContent(PICTURE, {}), true);
  const blob = written[0].kinds["image/png"];
  assert.equal(blob.type, "image/png");
  assert.deepEqual([...new Uint8Array(await blob.arrayBuffer())], [0x89, 0x50, 0x4e, 0x47, 0xff]);
});

test("without a clipboard a text is copied by the older way, and leaves no field behind", async () => {
  for (const isCopied of [true, false]) {
    const { steps, within } = withoutClipboard(isCopied);
    assert.equal(await copyContent(TEXT, within), isCopied);
    assert.deepEqual(steps, ["there", "W = 1\n", "removed"]);
  }
});

test("a picture has no older way", async () => {
  const { steps, within } = withoutClipboard(true);
  assert.equal(await copyContent(PICTURE, within), false);
  assert.deepEqual(steps, []);
});

test("what was said of one content is not said of the next", async () => {
  withClipboard({ writeText: async () => {} });
  const found = { button: { dataset: {} }, "[role=status]": { textContent: "" } };
  const parentElement = { querySelector: (selector) => found[selector] };
  copyButton({ data: TEXT, parentElement });
  await found.button.onclick();
  assert.equal(found["[role=status]"].textContent, "Copied.");
  copyButton({ data: TEXT, parentElement });
  assert.equal(found["[role=status]"].textContent, "Copied.");
  copyButton({ data: PICTURE, parentElement });
  assert.equal(found["[role=status]"].textContent, "");
  await found.button.onclick();
  assert.equal(found["[role=status]"].textContent, "Refused.");
});
