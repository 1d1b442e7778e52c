// The title of the document, before which a view writes a few words while it is shown. The title itself is Streamlit's, which
// writes it with every run of its script.
// @ts-check

export class DocumentTitle {
  /** The document's own title. */
  own = document.title;
  /** The words before it; empty for none. */
  words = "";
  /** The title as it was written last. */
  written = document.title;

  constructor() {
    this.observer = new MutationObserver(() => this.write());
    const element = document.querySelector("title");
    if (element) this.observer.observe(element, { childList: true, characterData: true, subtree: true });
  }

  /** @param {string} words */
  put(words) {
    this.words = words;
    this.write();
  }

  write() {
    if (document.title !== this.written) this.own = document.title;
    const title = this.words ? `${this.words} · ${this.own}` : this.own;
    if (document.title !== title) document.title = title;
    this.written = title;
  }

  /** Leave the document its own title. */
  destroy() {
    this.observer.disconnect();
    this.put("");
  }
}
