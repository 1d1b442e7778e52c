// The visitor's own browser: sets the language of the document, and keeps the key by which she owns runs for later visits.
// @ts-check

/** @import { VisitorBrowserData, VisitorBrowserValues } from "../../live/static/connection/wire.js" */

const NAME = "dnn-visitor";
const KEY = /^[\w-]{22}$/;
const RETRY_MS = 1000; // a value that another request overtakes may be lost: it is sent again, ever more seldom
const TIMER = Symbol.for("dnn.visitor-browser");

/**
 * The key of an earlier visit; where there is none, that of this one, which is kept from now on.
 * @param {string} owner
 * @returns {string}
 */
export function keptKey(owner) {
  try {
    const { localStorage } = window;
    const kept = localStorage.getItem(NAME);
    if (kept !== null && KEY.test(kept)) return kept;
    localStorage.setItem(NAME, owner);
  } catch {
    // A blocked storage, as in some private windows and frames of other sites, throws: then the cookie alone is left.
  }
  return owner;
}

/**
 * Set the language, and tell the page the key that is kept until it has taken it over.
 * @param {StreamlitComponent<VisitorBrowserData, VisitorBrowserValues>} component
 * @returns {() => void} ends it
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const end = () => clearTimeout(parentElement[TIMER]);
  const tell = (/** @type {string} */ key, wait = RETRY_MS) => {
    setTriggerValue("owner", key);
    parentElement[TIMER] = setTimeout(tell, wait, key, 2 * wait);
  };
  end();
  document.documentElement.lang = data.language;
  const kept = keptKey(data.owner);
  if (kept !== data.owner) tell(kept);
  return end;
}
