// Where the page shows what the teacher has put before all, that is told, once nothing is under way that could take the page
// elsewhere: an event that was sent from the page before asks for that page again. No DOM.
// @ts-check

const CHECK_MS = 150;
const CHECKS = 2; // without anything under way: between two scripts the page is at rest for a moment

export class Arrival {
  /** The push that is told, or was; 0 for none. */
  number = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /**
   * @param {(number: number) => void} tell
   * @param {() => boolean} isDrawn whether the page is drawn, and nothing else is asked for
   */
  constructor(tell, isDrawn) {
    this.tell = tell;
    this.isDrawn = isDrawn;
  }

  /**
   * The page is drawn anew.
   * @param {number} number of the push that it shows, and that nobody was told of; 0 for none
   */
  draw(number) {
    if (number === this.number) return;
    this.halt();
    this.number = number;
    if (number) this.wait(CHECKS);
  }

  /** @param {number} checks that are still to find the page drawn */
  wait(checks) {
    this.timer = setTimeout(() => {
      const left = this.isDrawn() ? checks - 1 : CHECKS;
      if (left) this.wait(left);
      else this.tell(this.number);
    }, CHECK_MS);
  }

  halt() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.number = 0;
  }
}
