// What the visitor wishes of the page: numbered, in order, and told again until the page has told that it was taken up.
// While the page is busy with some, others gather, so that quick clicks are lost by nobody.

const PATIENCE_MS = 3000;

export class EditQueue {
  // send([{number, name, value}, …]) tells the page
  constructor(send) {
    Object.assign(this, { send, open: [], done: 0, last: 0, timer: null });
  }

  // Returns the number of the wish.
  add(name, value) {
    this.last += 1;
    this.open.push({ number: this.last, name, value });
    if (this.timer === null) this.tell();
    return this.last;
  }

  // The page has taken up all wishes to this number.
  take(done) {
    const isNews = done > this.done;
    this.done = done;
    this.last = Math.max(this.last, done);
    this.open = this.open.filter(({ number }) => number > done);
    if (isNews || !this.open.length) this.tell();
  }

  tell() {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.open.length) return;
    this.timer = setTimeout(() => this.tell(), PATIENCE_MS);
    this.send([...this.open]);
  }

  destroy() {
    clearTimeout(this.timer);
  }
}
