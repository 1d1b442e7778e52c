// A link to give away without a browser: the app's own address, copying with and without a clipboard.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import shareLink, { appRoot, copyField } from "../../../pages/shared/share/share_link.js";

const NAVIGATOR = Object.getOwnPropertyDescriptor(globalThis, "navigator");
const DATA = {
  address: "https://a.example/?data=moons",
  root: "https://a.example/",
  image: "data:image/svg+xml,code",
  side: 168,
  image_label: "QR code: Settings",
  field_label: "Link: Settings",
  copy: "Copy",
  copied: "Copied.",
  by_hand: "Selected.",
  too_long: "Too long.",
};

afterEach(() => {
  if (NAVIGATOR) Object.defineProperty(globalThis, "navigator", NAVIGATOR);
  else delete globalThis.navigator;
  delete globalThis.document;
});

function withClipboard(clipboard) {
  Object.defineProperty(globalThis, "navigator", { value: { clipboard }, configurable: true });
}

// The elements of the component by their selectors, and what it tells the page.
function drawn(data, baseURI = "https://a.example/") {
  globalThis.document = { baseURI, execCommand: () => false };
  const attributes = {};
  const field = { value: "", setAttribute: (name, value) => Object.assign(attributes, { [name]: value }) };
  const found = { input: field, button: {}, ".code": {}, "[role=status]": { textContent: "" } };
  const told = [];
  shareLink({
    data,
    parentElement: { querySelector: (selector) => found[selector] },
    setTriggerValue: (name, value) => told.push([name, value]),
  });
  return { found, attributes, told };
}

test("the app's address is the folder of its pages, without the path of Community Cloud's frame", () => {
  const roots = {
    "http://127.0.0.1:8501/?a=b#c": "http://127.0.0.1:8501/",
    "http://127.0.0.1:8501/iteration?step=2": "http://127.0.0.1:8501/",
    "https://school.example/trainer/practice": "https://school.example/trainer/",
    "https://mine.streamlit.app/~/+/?embed=true": "https://mine.streamlit.app/",
    "https://mine.streamlit.app/~/+/iteration": "https://mine.streamlit.app/",
    "https://school.example/~/+/trainer/": "https://school.example/~/+/trainer/",
  };
  for (const [base, root] of Object.entries(roots)) assert.equal(appRoot(base), root);
});

test("the page is told the app's address where it has guessed another one", () => {
  assert.deepEqual(drawn(DATA).told, []);
  assert.deepEqual(drawn(DATA, "https://a.example/trainer/").told, [["root", "https://a.example/trainer/"]]);
});

test("the link and its code are shown with their names", () => {
  const { found, attributes } = drawn(DATA);
  assert.equal(found.input.value, DATA.address);
  assert.equal(attributes["aria-label"], DATA.field_label);
  assert.deepEqual([found[".code"].src, found[".code"].alt], [DATA.image, DATA.image_label]);
  assert.deepEqual([found[".code"].width, found[".code"].hidden], [168, false]);
});

test("a link that is too long for a code says so", () => {
  const { found } = drawn({ ...DATA, image: null, side: 0 });
  assert.deepEqual([found[".code"].hidden, found["[role=status]"].textContent], [true, "Too long."]);
});

test("a link is copied, and the visitor is told", async () => {
  const copied = [];
  withClipboard({ writeText: async (text) => copied.push(text) });
  const { found } = drawn(DATA);
  await found.button.onclick();
  assert.deepEqual([copied, found["[role=status]"].textContent], [[DATA.address], "Copied."]);
});

test("without a clipboard the link is selected and copied by the older way, or by hand", async () => {
  withClipboard(undefined);
  for (const works of [true, false]) {
    const { found } = drawn(DATA);
    const done = [];
    Object.assign(found.input, { focus: () => done.push("focus"), select: () => done.push("select") });
    globalThis.document.execCommand = (command) => {
      done.push(command);
      return works;
    };
    await found.button.onclick();
    assert.deepEqual(done, ["focus", "select", "copy"]);
    assert.equal(found["[role=status]"].textContent, works ? "Copied." : "Selected.");
  }
});

test("a clipboard that refuses is as good as none", async () => {
  withClipboard({ writeText: () => Promise.reject(new Error("not allowed")) });
  globalThis.document = { execCommand: () => true };
  assert.equal(await copyField({ value: "x", focus() {}, select() {} }), true);
});
