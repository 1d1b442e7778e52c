// The data of the picture: requested until they arrive. What was shown before gives way when they are late.
// @ts-check

import { loadData } from "./documents.js";

/** @import { Data } from "./documents.js" */

const LATE_MS = 300;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

export class DataFeed {
  /** @type {string | null} */
  url = null;
  /** @type {Data | null} */
  data = null;
  /** Set when the request failed. */
  isMissing = false;
  hasArrived = false;
  failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  late = undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  retry = undefined;

  /** @param {(data: Data | null) => void} onChange called with other data, or null while there are none */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /**
   * Have the data at another address.
   * @param {string} url
   */
  request(url) {
    if (this.url === url) return;
    this.halt();
    this.url = url;
    this.hasArrived = false;
    this.isMissing = false;
    this.failures = 0;
    this.late = setTimeout(() => this.show(null), LATE_MS);
    this.ask(url);
  }

  /** @param {string} url */
  async ask(url) {
    let data = null;
    try {
      data = await loadData(url);
    } catch (error) {
      console.warn("The data of the picture could not be loaded.", error);
    }
    if (this.url !== url) return;
    clearTimeout(this.late);
    this.hasArrived = data !== null;
    this.isMissing = data === null;
    if (data === null) {
      this.retry = setTimeout(() => this.ask(url), Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures));
    }
    this.failures += 1;
    this.show(data);
  }

  /** @param {Data | null} data */
  show(data) {
    this.data = data;
    this.onChange(data);
  }

  halt() {
    clearTimeout(this.late);
    clearTimeout(this.retry);
    this.url = null;
  }
}
