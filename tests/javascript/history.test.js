// The browser's history as Streamlit writes it: in either order, a page that is opened is one entry.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = new URL("../../pages/live/static/page/history.js", import.meta.url);

/** A tab whose address is `path`; `press` is a press of the visitor's, `push` what Streamlit does. */
function tab(path) {
  const entries = [{ url: new URL(path, "http://app"), state: null }];
  let clock = 0;
  const write = (state, url) => ({ url: new URL(url ?? "", entries.at(-1).url), state });
  class History {
    get state() {
      return entries.at(-1).state;
    }
    pushState(state, unused, url) {
      entries.push(write(state, url));
    }
    replaceState(state, unused, url) {
      entries.splice(-1, 1, write(state, url));
    }
  }
  const history = new History();
  const listeners = [];
  const location = new Proxy({}, { get: (_, name) => entries.at(-1).url[name] });
  vm.runInNewContext(readFileSync(SCRIPT, "utf-8"), {
    ...{ History, history, location, URL, URLSearchParams },
    Event,
    dispatchEvent: () => true,
    performance: { now: () => ++clock },
    addEventListener: (kind, listener) => listeners.push(listener),
  });
  return {
    press: () => listeners[0]({ timeStamp: ++clock }),
    push: (url) => history.pushState({}, "", url),
    get addresses() {
      return entries.map(({ url }) => url.pathname + url.search + url.hash);
    },
  };
}

test("the query that completes an address is no entry, a change of it is one", () => {
  const page = tab("/");
  page.push("/?lang=en");
  assert.deepEqual(page.addresses, ["/?lang=en"]);
  page.press();
  page.push("/?lang=en&l2=1");
  assert.deepEqual(page.addresses, ["/?lang=en", "/?lang=en&l2=1"]);
});

test("a whole link is complete", () => {
  const page = tab("/?lang=en");
  page.push("/?lang=en&l2=1");
  assert.equal(page.addresses.length, 2);
});

for (const [order, pushes] of Object.entries({
  "address first": ["/cache", "/cache?l2=1&lang=en"],
  "query first": ["/?l2=1&lang=en", "/cache?l2=1&lang=en"],
})) {
  test(`another page is one entry, ${order}, and so is a change on it`, () => {
    const page = tab("/?l2=1&lang=en&scale=log");
    page.press();
    for (const url of pushes) page.push(url);
    assert.deepEqual(page.addresses, ["/?l2=1&lang=en&scale=log", "/cache?l2=1&lang=en"]);
    page.press();
    page.push("/cache?l2=1&lang=en&line=2");
    assert.deepEqual(page.addresses.slice(1), ["/cache?l2=1&lang=en", "/cache?l2=1&lang=en&line=2"]);
  });
}

test("a change before another page with the same query stays an entry", () => {
  const page = tab("/?lang=en");
  page.press();
  page.push("/?l2=1&lang=en");
  page.press();
  page.push("/cache?l2=1&lang=en");
  assert.deepEqual(page.addresses, ["/?lang=en", "/?l2=1&lang=en", "/cache?l2=1&lang=en"]);
});

test("the settings of TensorFlow Playground come before the #", () => {
  assert.deepEqual(tab("/#networkShape=4,2").addresses, ["/?networkShape=4,2"]);
  assert.deepEqual(tab("/#section").addresses, ["/#section"]);
});
