// Elements that are there for certain: finding one says so, and says which is missing.
// @ts-check

/**
 * The first element in `box` that matches `selector`, of the class that is expected.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} box
 * @param {string} selector
 * @param {(new () => T) | typeof HTMLElement} [kind] its class, where it is not just any element of HTML
 * @returns {T}
 */
export function query(box, selector, kind = HTMLElement) {
  const found = box.querySelector(selector);
  if (!(found instanceof kind)) throw new TypeError(`expected a ${kind.name} at ${selector}, got ${found}`);
  return /** @type {any} */ (found);
}

/**
 * All elements of HTML in `box` that match `selector`.
 * @param {ParentNode} box
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function queryAll(box, selector) {
  return [...box.querySelectorAll(selector)].filter((element) => element instanceof HTMLElement);
}

/**
 * The children of an element that are elements of HTML.
 * @param {Element} element
 * @returns {HTMLElement[]}
 */
export function childrenOf(element) {
  return [...element.children].filter((child) => child instanceof HTMLElement);
}

/**
 * The data-* attributes of the button that an event happened on; an empty object where it happened elsewhere.
 * @param {Event} event
 * @returns {DOMStringMap}
 */
export function buttonData({ target }) {
  return (target instanceof Element && target.closest("button")?.dataset) || {};
}

/**
 * The element of HTML that an event happened on.
 * @param {Event} event
 * @returns {HTMLElement | null}
 */
export function targetOf({ target }) {
  return target instanceof HTMLElement ? target : null;
}

/**
 * The field that an event happened on.
 * @param {Event} event
 * @returns {HTMLInputElement | null}
 */
export function inputOf({ target }) {
  return target instanceof HTMLInputElement ? target : null;
}

/**
 * The context that draws on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 * @returns {CanvasRenderingContext2D}
 */
export function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("this browser draws on no canvas");
  return context;
}
