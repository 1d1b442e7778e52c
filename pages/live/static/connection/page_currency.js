// Whether the page is drawn for the run as it is: another tab may have changed it. Where it is not, the page is asked to be
// drawn anew, once for each state of the run.
// @ts-check

const GRACE_MS = 200; // for a page that is just being drawn, since this tab itself has changed the run
const BUSY_MS = 100; // until it is looked again whether the page is at rest
const FIRST_RETRY_MS = 4000;
const LAST_RETRY_MS = 60_000;

/** The fingerprint, and the status, of a run that the server no longer has. */
export const GONE = "gone";

export class PageCurrency {
  /** The fingerprint of the run that the page was drawn for; empty where it was drawn for none. */
  drawn = "";
  /** That of the run as it is; empty as long as that is unknown. */
  known = "";
  failures = 0;
  /** Another tab has said that it changed the run. */
  isChangedElsewhere = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /**
   * @param {(fingerprint: string) => void} ask asks for the page to be drawn anew
   * @param {() => boolean} isAtRest whether it may be asked now
   */
  constructor(ask, isAtRest) {
    this.ask = ask;
    this.isAtRest = isAtRest;
  }

  /**
   * Take note of what the page was drawn for; what is known of the run may be older than that, and is forgotten.
   * @param {string} fingerprint
   * @returns {boolean} whether that is another one than before
   */
  draw(fingerprint) {
    const isOther = fingerprint !== this.drawn;
    this.drawn = fingerprint;
    if (isOther) this.forget();
    return isOther;
  }

  /**
   * Take note of what the run is now.
   * @param {string} fingerprint
   * @param {number} delay milliseconds before the page is asked for, on top of what it is given anyway
   */
  learn(fingerprint, delay = 0) {
    if (fingerprint === this.known) return;
    this.forget();
    this.known = fingerprint;
    if (fingerprint && fingerprint !== this.drawn) this.wait(delay + (this.isChangedElsewhere ? 0 : GRACE_MS));
    this.isChangedElsewhere = false;
  }

  /**
   * Take note that this tab has changed the run, and the page with it: a page that was drawn for the run as it was need not
   * be drawn anew.
   * @param {string} fingerprint that of the run as it is now
   */
  accept(fingerprint) {
    if (this.isCurrent) {
      this.drawn = fingerprint;
      this.known = fingerprint;
    } else this.learn(fingerprint);
  }

  /** Whether the page is drawn for the run as it is, as far as that is known. */
  get isCurrent() {
    return this.known === "" || this.known === this.drawn;
  }

  /** Another tab has changed the run: there is nothing to wait for when that is learnt. */
  expectChange() {
    this.isChangedElsewhere = true;
  }

  /** Forget the run. */
  forget() {
    this.known = "";
    this.failures = 0;
    this.halt();
  }

  /** @param {number} milliseconds until the page is asked; one that stays as it was is asked again, ever more seldom */
  wait(milliseconds) {
    this.timer = setTimeout(() => {
      if (!this.isAtRest()) {
        this.wait(BUSY_MS);
        return;
      }
      this.wait(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures));
      this.failures += 1;
      this.ask(this.known);
    }, milliseconds);
  }

  halt() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
