// The latest drawing on its way to the page: numbered, and told again until the page has it. No DOM.
// @ts-check

const RESEND_MS = 3000;

export class Teller {
  /** The number of the latest drawing that was told. */
  last = 0;
  /** That of the latest one that the page has. */
  done = 0;
  isOpen = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /** @param {(number: number) => void} send sends the drawing as it is, under this number */
  constructor(send) {
    this.send = send;
  }

  /** Tell the page that the drawing is another one; while it is busy with one, further ones wait. */
  tell() {
    this.note();
    if (this.timer === undefined) this.sendNow();
  }

  /** Note that the drawing is another one, to be told when the page says its next word. */
  note() {
    this.last += 1;
    this.isOpen = true;
  }

  /**
   * Take note of the number of the latest drawing that the page has.
   *
   * One that knows less than it knew has begun anew, after the server did: it is told again.
   * @param {number} done
   * @returns {boolean} whether the page has the drawing as it is here, or another one that is to take its place
   */
  confirm(done) {
    const [hasForgotten, hasMore] = [done < this.done, done > this.done];
    this.done = done;
    this.last = Math.max(this.last, done);
    if (hasForgotten) this.isOpen = true;
    if (done >= this.last) this.isOpen = false;
    if (!this.isOpen) this.rest();
    else if (hasMore || hasForgotten || this.timer === undefined) this.sendNow();
    return !this.isOpen;
  }

  sendNow() {
    this.rest();
    this.timer = setTimeout(() => this.sendNow(), RESEND_MS);
    this.send(this.last);
  }

  /** Tell nothing until the next word of the page, or of the visitor. */
  rest() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
