// The conversation with the server: ask for what is new, as often as it wants to be asked, while the page lives.

const HIDDEN_SECONDS = 10;
const TIMEOUT_SECONDS = 15;
const FIRST_RETRY_SECONDS = 0.5;
const LAST_RETRY_SECONDS = 10;
const STRANGE_ANSWERS = 3;
const GONE_SECONDS = 1.2; // until a run that is gone is asked for once more: the page may just be about to name another

// beforeAsking(poller), onAnswer(answer), onConnection(isLost), onGone() when the server does not know the run, onUnreachable() when what
// answers is not the app's route.
export class Poller {
  constructor({ beforeAsking = () => {}, onAnswer, onConnection, onGone, onUnreachable }) {
    Object.assign(this, { beforeAsking, onAnswer, onConnection, onGone, onUnreachable });
    this.url = null;
    this.weights = null; // the version of the network that is known, where the next answer is to bring a newer one
    this.timer = null;
    this.request = null;
    this.wake = () => {
      if (!document.hidden) this.pollNow();
    };
    document.addEventListener("visibilitychange", this.wake);
    window.addEventListener("online", this.wake);
  }

  start(url) {
    this.halt();
    Object.assign(this, { url, cursor: 0, generation: 0, failures: 0, strange: 0, absent: 0 });
    if (url) this.poll();
  }

  pollNow() {
    if (!this.url) return;
    this.halt();
    this.poll();
  }

  halt() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  destroy() {
    this.halt();
    this.url = null;
    document.removeEventListener("visibilitychange", this.wake);
    window.removeEventListener("online", this.wake);
  }

  async poll() {
    const request = (this.request = new AbortController());
    const timeout = setTimeout(() => request.abort("timeout"), TIMEOUT_SECONDS * 1000);
    let outcome;
    try {
      outcome = await this.ask(request.signal);
    } catch {
      outcome = { kind: "lost" };
    } finally {
      clearTimeout(timeout);
    }
    if (this.request !== request) return; // somebody asked again meanwhile, or the view is gone
    this.request = null;
    this.take(outcome);
  }

  async ask(signal) {
    this.beforeAsking(this);
    const address = new URL(this.url, document.baseURI);
    address.searchParams.set("since", this.cursor);
    address.searchParams.set("generation", this.generation);
    if (this.weights !== null) address.searchParams.set("weights", this.weights);
    const response = await fetch(address, { cache: "no-store", credentials: "same-origin", signal });
    if (response.status >= 500 || response.status === 429) return { kind: "lost" };
    const text = await response.text();
    let body;
    try {
      body = JSON.parse(text);
    } catch {
      return { kind: response.status === 404 ? "missing" : "strange" };
    }
    if (response.status === 404) return { kind: "gone" };
    if (!response.ok || typeof body?.cursor !== "number") return { kind: "strange" };
    return { kind: "answer", body };
  }

  take({ kind, body }) {
    this.strange = kind === "strange" ? this.strange + 1 : 0;
    this.absent = kind === "gone" ? this.absent + 1 : 0;
    this.failures = kind === "lost" || kind === "strange" ? this.failures + 1 : 0;
    if (kind === "missing" || this.strange >= STRANGE_ANSWERS) {
      this.url = null;
      this.onUnreachable();
    } else if (kind === "gone" && this.absent < 2) {
      this.again(GONE_SECONDS);
    } else if (kind === "gone") {
      this.url = null;
      this.onGone();
    } else if (kind === "answer") {
      this.cursor = body.cursor;
      this.generation = body.generation;
      this.onConnection(false);
      this.onAnswer(body);
      this.again(Math.max(0.1, body.poll_after ?? 0.25));
    } else {
      if (kind === "lost") this.onConnection(true);
      else Object.assign(this, { cursor: 0, generation: 0 });
      this.again(Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (this.failures - 1)));
    }
  }

  again(seconds) {
    if (!this.url) return; // an answer's receiver may have stopped it
    clearTimeout(this.timer);
    const pause = document.hidden ? Math.max(HIDDEN_SECONDS, seconds) : seconds;
    this.timer = setTimeout(() => this.poll(), pause * 1000);
  }
}
