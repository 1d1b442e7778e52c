// The run that a command of the visitor's has begun: the view shows it at once, the page when it is drawn next.
// @ts-check

/** @import { LiveViewData } from "./wire.js" */

/**
 * True if the run on the page is the visitor's own.
 * @param {Pick<LiveViewData, "run_url" | "own_run_url">} data
 */
export const isOwnRun = ({ run_url, own_run_url }) => run_url !== null && run_url === own_run_url;

export class BegunRun {
  /** @type {string | null} Its address, until the page shows it. */
  url = null;

  /**
   * What there is to be shown: what the page says, and the run that was begun as long as the page does not know of it.
   * @param {LiveViewData} data
   * @returns {LiveViewData}
   */
  with(data) {
    if (this.url !== data.own_run_url || data.run_url === this.url) this.url = null;
    return this.url === null ? data : { ...data, run_url: this.url, fingerprint: "" };
  }
}
