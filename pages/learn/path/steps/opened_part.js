// The place at which a learner goes on: it is focused, and scrolled to where it is out of sight, when another part of a
// step has opened; a new step begins at its top.
// @ts-check

const LOWEST = 0.7; // share of the window's height below which a place counts as out of sight

/** @typedef {{ step: string, part: string, title: string }} OpenedPart */

/**
 * What has to be done when `now` is open after `before`.
 * @param {OpenedPart | undefined} before undefined: the page was opened just now
 * @param {OpenedPart} now
 * @returns {"nothing" | "top" | "here"}
 */
export function moveFrom(before, now) {
  if (before === undefined || (before.step === now.step && before.part === now.part)) return "nothing";
  return before.step === now.step ? "here" : "top";
}

/**
 * Whether a place with this top is out of sight: above what covers the page's top, or too low to be read on from.
 * @param {number} top
 * @param {number} covered
 * @param {number} height of the window
 */
export const isOutOfSight = (top, covered, height) => top < covered || top > LOWEST * height;

/** @param {StreamlitComponent<OpenedPart, {}>} component */
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".dnn-opened");
  if (!(place instanceof HTMLElement)) return;
  place.setAttribute("aria-label", data.title);
  const move = moveFrom(window.dnnOpenedPart, data); // kept there, since each place on the page has a module of its own
  window.dnnOpenedPart = { ...data };
  if (move === "nothing") return;
  requestAnimationFrame(() => {
    place.focus({ preventScroll: true });
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = isCalm ? "auto" : "smooth";
    if (move === "top") document.querySelector(".st-key-lesson_head")?.scrollIntoView({ block: "center", behavior });
    else if (isOutOfSight(place.getBoundingClientRect().top, 60, window.innerHeight)) {
      place.scrollIntoView({ block: "start", behavior });
    }
  });
}
