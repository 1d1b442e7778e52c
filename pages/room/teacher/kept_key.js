// The teacher's key of a room, kept by her own browser for later visits, and taken out of the address at once.
// @ts-check

/** @import { TeacherKeyData, TeacherKeyValues } from "../../live/static/connection/wire.js" */

const NAME = "dnn-room-";
const KEY = /^[\w-]{22}$/;
const PARAMETER = "key";
const RETRY_MS = 1000; // a value that another request overtakes may be lost: it is sent again, ever more seldom
const MAX_TRIES = 6;
const TIMER = Symbol.for("dnn.teacher-key");

/**
 * The key that is kept for a room; a new one takes the place of it.
 * @param {string} room
 * @param {string} key empty to ask for the one that is kept
 * @returns {string} empty where there is none
 */
export function keptKey(room, key) {
  try {
    const { localStorage } = window;
    if (key) localStorage.setItem(NAME + room, key);
    const kept = localStorage.getItem(NAME + room) ?? "";
    return KEY.test(kept) ? kept : key;
  } catch {
    return key; // a blocked storage, as in some private windows, throws: the session alone has it then
  }
}

/**
 * An address without the key; null where it has none.
 * @param {string} href
 * @returns {string | null}
 */
export function withoutKey(href) {
  const url = new URL(href);
  if (!url.searchParams.has(PARAMETER)) return null;
  url.searchParams.delete(PARAMETER);
  return url.href;
}

/**
 * Keep the key, or tell the page the one that is kept.
 * @param {StreamlitComponent<TeacherKeyData, TeacherKeyValues>} component
 * @returns {() => void} ends it
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const end = () => clearTimeout(parentElement[TIMER]);
  const tell = (/** @type {string} */ key, tries = 1) => {
    setTriggerValue("key", key);
    if (tries < MAX_TRIES) parentElement[TIMER] = setTimeout(tell, RETRY_MS * 2 ** tries, key, tries + 1);
  };
  end();
  const clean = withoutKey(location.href);
  if (clean !== null) history.replaceState(history.state, "", clean);
  const kept = keptKey(data.room, data.key);
  if (kept !== data.key || !data.key) tell(kept);
  return end;
}
