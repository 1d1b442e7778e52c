// The hints of a question: one that has just been opened is scrolled to where a part of it lies out of sight.
// @ts-check

const COVERED = 60; // pixels at the top of the window that the page's header covers
const ROOM = 12; // pixels that stay free around a hint, as its scroll margin has it

/** @typedef {{ question: string, count: number }} ReadHints */

/**
 * Whether a hint has been opened since: the page may have been opened just now, or another question be asked.
 * @param {ReadHints | undefined} before
 * @param {ReadHints} now
 */
export const isOpened = (before, now) => before?.question === now.question && before.count < now.count;

/**
 * How a hint is brought into view: not at all where all of it is seen, no farther than it must, and one that is higher than
 * the window from its beginning on.
 * @param {{ top: number, bottom: number }} hint
 * @param {number} height of the window
 * @returns {"start" | "nearest" | null}
 */
export function moveTo({ top, bottom }, height) {
  if (top >= COVERED && bottom <= height) return null;
  return bottom - top > height - COVERED - ROOM ? "start" : "nearest";
}

/** @param {StreamlitComponent<ReadHints, {}>} component */
export default function ({ data, parentElement }) {
  const isNew = isOpened(window.dnnReadHints, data);
  window.dnnReadHints = { ...data };
  if (!isNew) return;
  requestAnimationFrame(() => {
    const hint = [...document.querySelectorAll('[class*="st-key-read_hint_"]')].at(-1);
    const block = hint && moveTo(hint.getBoundingClientRect(), window.innerHeight);
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (hint && block) hint.scrollIntoView({ block, behavior: isCalm ? "auto" : "smooth" });
  });
}
