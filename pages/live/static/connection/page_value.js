// A value that the visitor sets in the browser and the page has as well: which of two is the newer one. No DOM.
// @ts-check

export class PageValue {
  /** The value before the visitor set another one, until the page knows of that; as JSON. */
  outdated = "";

  /** @param {string} known the value that the page knows, as JSON */
  constructor(known = "") {
    this.known = known;
  }

  /**
   * The visitor has set a value, of which the page is told.
   * @param {string} value as JSON
   */
  set(value) {
    this.outdated = this.known;
    this.known = value;
  }

  /**
   * Whether a value of the page is to be taken over: it is another one, and not from before the visitor's arrived there.
   * @param {string} value as JSON
   */
  takes(value) {
    if (value === this.outdated) return false;
    this.outdated = "";
    if (value === this.known) return false;
    this.known = value;
    return true;
  }
}
