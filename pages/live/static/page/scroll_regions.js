// Regions that scroll: wide tables and pictures can be reached by the key Tab while a part of them is out of sight, so that the
// arrow keys move them, in browsers that leave out what has no control inside as well.
// @ts-check

const REGIONS =
  '[data-testid=stVerticalBlock][class*="st-key-"], .dnn-net-hists, .dnn-net-scroll, .picture, .st-key-take_away pre';
const DRAWINGS = "[data-testid=stBidiComponentIsolated]"; // whose elements are in a tree of their own
const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]:not([data-scrolls])";
const SCROLLING = ["auto", "scroll"];

/** Regions are looked at when Tab is pressed: what is out of sight changes with the window, the page and the language. */
export function watchTab() {
  document.addEventListener("keydown", ({ key }) => key === "Tab" && markRegions(), { capture: true });
}

/** Let the key reach the regions that scroll, and those alone. */
function markRegions() {
  for (const region of regions()) {
    if (scrolls(region) && !region.querySelector(CONTROLS)) {
      region.tabIndex = 0;
      region.dataset.scrolls = "";
    } else if ("scrolls" in region.dataset) {
      region.removeAttribute("tabindex");
      delete region.dataset.scrolls;
    }
  }
}

/** @returns {HTMLElement[]} */
function regions() {
  const drawings = [...document.querySelectorAll(DRAWINGS)].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return [document, ...drawings].flatMap((tree) => [
    .../** @type {NodeListOf<HTMLElement>} */ (tree.querySelectorAll(REGIONS)),
  ]);
}

/** @param {HTMLElement} region */
function scrolls(region) {
  const { overflowX, overflowY } = getComputedStyle(region);
  const isWide = region.scrollWidth > region.clientWidth && SCROLLING.includes(overflowX);
  return isWide || (region.scrollHeight > region.clientHeight && SCROLLING.includes(overflowY));
}
