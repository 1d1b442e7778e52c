// Scroll the page so that an element can be read: no farther than it must where the element fits, else to its beginning.
// @ts-check

/**
 * Scroll until `element` can be read.
 * @param {Element} element
 */
export function bringIntoSight(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  if (top >= 0 && bottom <= window.innerHeight) return;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  element.scrollIntoView({ block: height > 0.9 * window.innerHeight ? "start" : "nearest", behavior });
}
