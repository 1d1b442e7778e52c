// The visitor's own browser: sets the language of the document, keeps the key by which she owns runs for later visits, and
// tells the page that it is shown light now, or dark, so that what the server has drawn is drawn in those colours.
// @ts-check

/** @import { VisitorBrowserData, VisitorBrowserValues } from "../../live/static/connection/wire.js" */

const NAME = "dnn-visitor";
const KEY = /^[\w-]{22}$/;
const RETRY_MS = 1000; // a value that another request overtakes may be lost: it is sent again, ever more seldom
const TIMER = Symbol.for("dnn.visitor-browser");
const THEME_TIMER = Symbol.for("dnn.visitor-browser.theme");
const MODES = ["light", "dark"];

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
 * The mode in which the browser shows the page, where that is another one than it was drawn for: it takes over Streamlit's
 * theme as the colour scheme of its elements.
 * @param {Element} element anywhere on the page
 * @param {string} drawn
 * @returns {string | null}
 */
export function otherMode(element, drawn) {
  const shown = getComputedStyle(element).colorScheme;
  return MODES.includes(shown) && shown !== drawn ? shown : null;
}

/**
 * Set the language, and tell the page what is otherwise than it knows, until it has taken it over: the key that is kept, and
 * the mode. Streamlit calls this again whenever its theme is another.
 * @param {StreamlitComponent<VisitorBrowserData, VisitorBrowserValues>} component
 * @returns {() => void} ends it
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const end = () => {
    clearTimeout(parentElement[TIMER]);
    clearTimeout(parentElement[THEME_TIMER]);
  };
  const tell = (/** @type {string} */ key, wait = RETRY_MS) => {
    setTriggerValue("owner", key);
    parentElement[TIMER] = setTimeout(tell, wait, key, 2 * wait);
  };
  const tellMode = (wait = RETRY_MS) => {
    const mode = otherMode(parentElement, data.mode);
    if (mode === null) return;
    setTriggerValue("mode", mode);
    parentElement[THEME_TIMER] = setTimeout(tellMode, wait, 2 * wait);
  };
  end();
  document.documentElement.lang = data.language;
  const kept = keptKey(data.owner);
  if (kept !== data.owner) tell(kept);
  parentElement[THEME_TIMER] = setTimeout(tellMode); // once the page itself knows of its new theme, which a rerun names
  return end;
}
