// The data of the picture on their way: asked for until they come. What was shown before gives way when they are late.

import { loadData } from "./documents.js";

const LATE_MS = 300;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

export class DataFeed {
  // onChange(data) with other data, or null while there are none; `isMissing` says whether asking for them failed
  constructor(onChange) {
    Object.assign(this, { onChange, url: null, data: null, isMissing: false, isThere: false, failures: 0 });
  }

  want(url) {
    if (this.url === url) return;
    this.halt();
    Object.assign(this, { url, isThere: false, isMissing: false, failures: 0 });
    this.late = setTimeout(() => this.show(null), LATE_MS);
    this.ask();
  }

  async ask() {
    const { url } = this;
    let data = null;
    try {
      data = await loadData(url);
    } catch (error) {
      console.warn("The data of the picture could not be loaded.", error);
    }
    if (this.url !== url) return;
    clearTimeout(this.late);
    Object.assign(this, { isThere: data !== null, isMissing: data === null });
    if (data === null)
      this.retry = setTimeout(() => this.ask(), Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures));
    this.failures += 1;
    this.show(data);
  }

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
