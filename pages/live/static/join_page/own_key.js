// The key by which this browser has its seat, where an earlier visit has kept it; the cookie's serves where none has.
// @ts-check

const NAME = "dnn-visitor"; // as pages/shared/frame/visitor_browser.js keeps it
const KEY = /^[\w-]{22}$/;

/** @returns {string} the key, or "" */
export function ownKey() {
  try {
    const kept = window.localStorage.getItem(NAME) ?? "";
    return KEY.test(kept) ? kept : "";
  } catch {
    return ""; // a blocked storage, as in some private windows
  }
}
