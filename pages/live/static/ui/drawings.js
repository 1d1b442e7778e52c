// The drawings of an element: how many there were, and when the first one was seen.
// @ts-check

const MAX_WAIT_MS = 1000; // after which nobody waits any longer for what may have nothing to draw

export class Drawings {
  count = 0;

  /** @param {HTMLElement} element is told how often it was drawn */
  constructor(element) {
    this.element = element;
    /** @type {Promise<void>} Resolves once something is on the screen. */
    this.first = new Promise((resolve) => {
      this.end = resolve;
      setTimeout(resolve, MAX_WAIT_MS);
    });
  }

  /** Note that the element was drawn. */
  note() {
    this.count += 1;
    this.element.dataset.drawings = String(this.count);
    if (this.count === 1) requestAnimationFrame(() => setTimeout(() => this.end?.(), 0));
  }
}
