// The place at which a learner goes on: it is focused, and scrolled to where it is out of sight, when another part of a
// step has opened; a new step begins at its top, and so does a lesson that is opened from the list. On a narrow window
// what was seen is asked with the picture still in sight.
// @ts-check

const LOW_SHARE = 0.5; // share of the window's height below which a place counts as out of sight
const COVERED = 60; // pixels at the top of the window that the page's header covers
const NARROW = 1000; // pixels of a window from which on words and picture stand side by side, as in frame.css
const PICTURE_SHARE = 0.42; // of the window that stays with the picture's lower end
const SETTLED_MS = 2500; // by then what a press has changed is drawn
const LIST = "list"; // what is called a step where all lessons are listed

/** @typedef {{ step: string, part: string, title: string }} OpenedPart */

/**
 * What has to be done when `now` is open after `before`.
 * @param {OpenedPart | undefined} before undefined: the page was opened just now
 * @param {OpenedPart} now
 * @returns {"nothing" | "top" | "here"}
 */
export function moveFrom(before, now) {
  if (before === undefined || now.step === LIST || (before.step === now.step && before.part === now.part))
    return "nothing";
  return before.step === now.step ? "here" : "top";
}

/**
 * Whether a place with this top is out of sight: above what covers the page's top, or too low to be read on from.
 * @param {number} top
 * @param {number} covered
 * @param {number} height of the window
 */
export const isOutOfSight = (top, covered, height) => top < covered || top > LOW_SHARE * height;

/**
 * How far a narrow page is to be moved down so that a question is read beside the picture that it is about: until its
 * end stands at the window's lower edge, but never so far that less than a share of the window is left to the picture.
 * @param {{ bottom: number }} picture
 * @param {{ bottom: number }} question
 * @param {number} height of the window
 */
export const downToBoth = (picture, question, height) =>
  Math.min(question.bottom - height, picture.bottom - COVERED - PICTURE_SHARE * height);

/** @param {StreamlitComponent<OpenedPart, {}>} component */
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".dnn-opened");
  if (!(place instanceof HTMLElement)) return;
  place.setAttribute("aria-label", data.title);
  const move = moveFrom(window.dnnOpenedPart, data); // kept there, since each place on the page has a module of its own
  window.dnnOpenedPart = { ...data };
  if (move === "nothing") return;
  const isDone = data.part.startsWith("done/");
  requestAnimationFrame(() => {
    place.focus({ preventScroll: true });
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = isCalm ? "auto" : "smooth";
    const question = data.part.startsWith("see/") && window.innerWidth < NARROW ? bothInSight() : null;
    if (move === "here" && question === null) keepInSight(place, data, isDone ? "center" : "start");
    if (move === "top") document.querySelector(".st-key-lesson_head")?.scrollIntoView({ block: "center", behavior });
    else if (question !== null) scrolled(place).scrollBy({ top: question, behavior });
    else if (isOutOfSight(place.getBoundingClientRect().top, COVERED, window.innerHeight)) {
      place.scrollIntoView({ block: isDone ? "center" : "start", behavior });
    }
  });
}

/**
 * Scroll again to what is open each time that something is drawn after it, or taken away, and it is out of sight by that,
 * until the visitor moves the page herself or all is drawn.
 * @param {HTMLElement} place
 * @param {OpenedPart} data
 * @param {ScrollLogicalPosition} block where it is to stand
 */
function keepInSight(place, data, block) {
  const step = place.closest(".st-key-lesson_step");
  if (step === null) return;
  const stop = new AbortController();
  for (const what of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(what, () => stop.abort(), { signal: stop.signal, passive: true });
  }
  const observer = new ResizeObserver(() => {
    const isOpen = window.dnnOpenedPart?.step === data.step && window.dnnOpenedPart.part === data.part;
    if (!isOpen || !place.isConnected) stop.abort();
    else if (isOutOfSight(place.getBoundingClientRect().top, COVERED, window.innerHeight)) {
      place.scrollIntoView({ block, behavior: "auto" });
    }
  });
  observer.observe(step);
  stop.signal.addEventListener("abort", () => observer.disconnect());
  setTimeout(() => stop.abort(), SETTLED_MS);
}

/** How far the page is to be moved so that the question is read beside its picture; null where there are not both. */
function bothInSight() {
  const picture = document.querySelector(".st-key-lesson_picture");
  const question = document.querySelector(".st-key-lesson_see");
  if (picture === null || question === null) return null;
  return downToBoth(picture.getBoundingClientRect(), question.getBoundingClientRect(), window.innerHeight);
}

/**
 * What is scrolled around a place.
 * @param {HTMLElement} place
 */
function scrolled(place) {
  for (let around = place.parentElement; around !== null; around = around.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(around).overflowY);
    if (scrolls && around.scrollHeight > around.clientHeight) return around;
  }
  return document.scrollingElement ?? document.documentElement;
}
