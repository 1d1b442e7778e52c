// A press that the page answers, on its way there: told again until the page is drawn. No DOM.
// @ts-check

/** @import { RoomBarPress } from "../connection/wire.js" */

const RESEND_MS = 3000;
const MAX_TIMES = 5; // times that a press is told

export class PressTeller {
  number = Date.now(); // larger than those of the tab's life before
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /** @param {(press: RoomBarPress) => void} send */
  constructor(send) {
    this.send = send;
  }

  /** @param {string} name what was pressed */
  tell(name) {
    this.number += 1;
    this.halt();
    this.sendNow({ number: this.number, name }, MAX_TIMES);
  }

  /**
   * @param {RoomBarPress} press
   * @param {number} times
   */
  sendNow(press, times) {
    this.send(press);
    if (times > 1) this.timer = setTimeout(() => this.sendNow(press, times - 1), RESEND_MS);
  }

  /** The page was drawn: it has the press. */
  settle() {
    this.halt();
  }

  halt() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
