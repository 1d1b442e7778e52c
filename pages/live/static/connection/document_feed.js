// A document that the picture needs: requested until it arrives. What was shown before gives way when it is late.
// @ts-check

const LATE_MS = 300;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

/** @template Content what the document holds */
export class DocumentFeed {
  /** @type {string | null} */
  url = null;
  /** @type {Content | null} What was received last; null while there is none. */
  content = null;
  /** Set when the request failed. */
  isMissing = false;
  /** The content is that of the address. */
  hasArrived = false;
  failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  late = undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  retry = undefined;

  /**
   * @param {(url: string) => Promise<Content>} load
   * @param {(content: Content | null) => void} onChange called with another content, or null while there is none
   */
  constructor(load, onChange) {
    this.load = load;
    this.onChange = onChange;
  }

  /**
   * Have the document at another address; null: none.
   * @param {string | null} url
   */
  request(url) {
    if (this.url === url) return;
    this.halt();
    this.url = url;
    this.hasArrived = false;
    this.isMissing = false;
    this.failures = 0;
    if (url === null) {
      this.show(null);
      return;
    }
    this.late = setTimeout(() => this.show(null), LATE_MS);
    this.ask(url);
  }

  /** @param {string} url */
  async ask(url) {
    let content = null;
    try {
      content = await this.load(url);
    } catch (error) {
      console.warn("A document of the picture could not be loaded.", error);
    }
    if (this.url !== url) return;
    clearTimeout(this.late);
    this.hasArrived = content !== null;
    this.isMissing = content === null;
    if (content === null) {
      this.retry = setTimeout(() => this.ask(url), Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures));
    }
    this.failures += 1;
    this.show(content);
  }

  /** @param {Content | null} content */
  show(content) {
    this.content = content;
    this.onChange(content);
  }

  halt() {
    clearTimeout(this.late);
    clearTimeout(this.retry);
    this.url = null;
  }
}
