// The visitor's edits on their way to the page: numbered, in order, and sent again until the page has applied them. While
// the page is busy with some, others gather, so that quick clicks are never lost.
// @ts-check

/** @import { Edit } from "./wire.js" */

const RESEND_MS = 3000;

export class EditQueue {
  /** @type {Edit[]} */
  open = [];
  /** The number of the last edit that the page has applied. */
  done = 0;
  last = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /** @param {(edits: Edit[]) => void} send sends edits to the page */
  constructor(send) {
    this.send = send;
  }

  /**
   * Add an edit, and send it unless others are under way.
   * @param {string} name "architecture", "parameter" or "point"
   * @param {Edit["value"]} value
   * @returns {number} its number
   */
  add(name, value) {
    this.last += 1;
    this.open.push({ number: this.last, name, value });
    if (this.timer === undefined) this.sendOpen();
    return this.last;
  }

  /**
   * Take note that the page has applied all edits to this number.
   * @param {number} done
   */
  confirm(done) {
    const isNew = done > this.done;
    this.done = Math.max(this.done, done);
    this.last = Math.max(this.last, done);
    this.open = this.open.filter(({ number }) => number > this.done);
    if (isNew || !this.open.length) this.sendOpen();
  }

  sendOpen() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.open.length) return;
    this.timer = setTimeout(() => this.sendOpen(), RESEND_MS);
    this.send([...this.open]);
  }

  destroy() {
    clearTimeout(this.timer);
  }
}
