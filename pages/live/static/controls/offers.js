// Changes of hyperparameters on their way from the controls to the live view, two components of one page.
// @ts-check

/** @typedef {Record<string, number | string | null>} Change hyperparameters by their names, with their new values */

const EVENT = "dnn-hyperparameters";

/**
 * Offer a change to the live view.
 * @param {Change} change
 * @returns {boolean} whether there is one that takes it
 */
export function offer(change) {
  return !document.dispatchEvent(new CustomEvent(EVENT, { detail: change, cancelable: true }));
}

/**
 * Be told of changes.
 * @param {(change: Change) => boolean} onChange returns whether it takes the change
 * @returns {() => void} ends it
 */
export function onOffer(onChange) {
  const listen = (/** @type {Event} */ event) => {
    if (!event.defaultPrevented && onChange(/** @type {CustomEvent<Change>} */ (event).detail)) event.preventDefault();
  };
  document.addEventListener(EVENT, listen);
  return () => document.removeEventListener(EVENT, listen);
}
