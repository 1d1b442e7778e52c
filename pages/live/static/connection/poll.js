// The polling of a run's route: requests for what is new, as often as the server allows, while the page lives.
// @ts-check

import { isNumber } from "../ui/format.js";

/** @import { RunPayload, RunQuery } from "./wire.js" */

const HIDDEN_SECONDS = 10;
const TIMEOUT_SECONDS = 15;
const FIRST_RETRY_SECONDS = 0.5;
const LAST_RETRY_SECONDS = 10;
const MAX_STRANGE_ANSWERS = 3;
const GONE_SECONDS = 1.2; // until a run that is gone is requested once more: the page may just be about to name another
const MIN_SECONDS = 0.1; // between polls, however soon the server allows the next one
const EFFECT_SECONDS = 0.02; // after a command that was obeyed, until its effect is asked for; each time so much longer
const EFFECT_POLLS = 6; // for an effect that comes with the end of the slice that is under way

/**
 * @typedef {{ kind: "lost" | "missing" | "strange" | "gone", body?: undefined } | { kind: "answer", body: RunPayload }} Outcome
 * what became of a request
 */
/**
 * @typedef {object} PollHandlers
 * @property {(poller: Poller) => void} [beforeAsking] called before each request
 * @property {(answer: RunPayload) => void} onAnswer
 * @property {(isLost: boolean) => void} onConnection
 * @property {() => void} onGone called when the server does not know the run
 * @property {() => void} onUnreachable called when what answers is not the app's route
 */

export class Poller {
  /** @type {string | null} */
  url = null;
  /** @type {number | null} The version of the network that is known, where the next answer is to bring a newer one. */
  weights = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;
  /** @type {AbortController | null} */
  request = null;
  cursor = 0;
  generation = 0;
  /** The number of the poll for the effect of a command that has just been obeyed; 0 where none is expected. */
  soon = 0;
  /** Lost and strange answers in a row. */
  failures = 0;
  strange = 0;
  absent = 0;

  /** @param {PollHandlers} handlers */
  constructor({ beforeAsking = () => {}, onAnswer, onConnection, onGone, onUnreachable }) {
    this.beforeAsking = beforeAsking;
    this.onAnswer = onAnswer;
    this.onConnection = onConnection;
    this.onGone = onGone;
    this.onUnreachable = onUnreachable;
    this.resume = () => {
      if (!document.hidden) this.pollNow();
    };
    document.addEventListener("visibilitychange", this.resume);
    window.addEventListener("online", this.resume);
  }

  /**
   * Poll a run from its beginning.
   * @param {string | null} url
   */
  start(url) {
    this.halt();
    this.url = url;
    this.cursor = 0;
    this.generation = 0;
    this.failures = 0;
    this.strange = 0;
    this.absent = 0;
    if (url) this.poll(url);
  }

  pollNow() {
    if (!this.url) return;
    this.halt();
    this.poll(this.url);
  }

  /**
   * Poll a run of which there are news already.
   * @param {string} url
   * @param {RunPayload} news
   */
  startWith(url, news) {
    this.start(null);
    this.url = url;
    this.receive({ kind: "answer", body: news });
    this.expectEffect();
  }

  /**
   * Take an answer that came with a command, and poll soon for its effect; one to what is known no more is dropped.
   * @param {RunPayload} news
   * @param {Partial<RunQuery>} known what was known when the command was sent
   */
  take(news, { since, generation }) {
    this.halt();
    if (since === this.cursor && generation === this.generation) this.receive({ kind: "answer", body: news });
    this.expectEffect();
  }

  expectEffect() {
    this.soon = 1;
    this.pollAfter(EFFECT_SECONDS);
  }

  halt() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  destroy() {
    this.halt();
    this.url = null;
    document.removeEventListener("visibilitychange", this.resume);
    window.removeEventListener("online", this.resume);
  }

  /** @param {string} url */
  async poll(url) {
    const request = new AbortController();
    this.request = request;
    const timeout = setTimeout(() => request.abort("timeout"), TIMEOUT_SECONDS * 1000);
    /** @type {Outcome} */
    let outcome;
    try {
      outcome = await this.ask(url, request.signal);
    } catch {
      outcome = { kind: "lost" };
    } finally {
      clearTimeout(timeout);
    }
    if (this.request !== request) return; // another request has begun, or the view is gone
    this.request = null;
    this.receive(outcome);
  }

  /**
   * @param {string} url
   * @param {AbortSignal} signal
   * @returns {Promise<Outcome>}
   */
  async ask(url, signal) {
    this.beforeAsking(this);
    const address = new URL(url, document.baseURI);
    const { cursor: since, generation, weights } = this;
    /** @type {RunQuery} */
    const query = { since, generation, ...(weights === null ? {} : { weights }) };
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
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
    if (!response.ok || !isNumber(body?.cursor) || !isNumber(body.poll_after)) return { kind: "strange" };
    return { kind: "answer", body };
  }

  /** @param {Outcome} outcome */
  receive({ kind, body }) {
    this.strange = kind === "strange" ? this.strange + 1 : 0;
    this.absent = kind === "gone" ? this.absent + 1 : 0;
    this.failures = kind === "lost" || kind === "strange" ? this.failures + 1 : 0;
    if (kind === "missing" || this.strange >= MAX_STRANGE_ANSWERS) {
      this.url = null;
      this.onUnreachable();
    } else if (kind === "gone" && this.absent < 2) {
      this.pollAfter(GONE_SECONDS);
    } else if (kind === "gone") {
      this.url = null;
      this.onGone();
    } else if (kind === "answer") {
      const isNew = body.cursor !== this.cursor || body.generation !== this.generation;
      this.soon = isNew || this.soon === EFFECT_POLLS ? 0 : this.soon + Math.sign(this.soon);
      this.cursor = body.cursor;
      this.generation = body.generation;
      this.onConnection(false);
      this.onAnswer(body);
      this.pollAfter(this.soon ? this.soon * EFFECT_SECONDS : Math.max(MIN_SECONDS, body.poll_after));
    } else {
      if (kind === "lost") this.onConnection(true);
      else {
        this.cursor = 0;
        this.generation = 0;
      }
      this.pollAfter(Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (this.failures - 1)));
    }
  }

  /** @param {number} seconds */
  pollAfter(seconds) {
    const { url } = this;
    if (!url) return; // the receiver of an answer may have stopped the polling
    clearTimeout(this.timer);
    const pause = document.hidden ? Math.max(HIDDEN_SECONDS, seconds) : seconds;
    this.timer = setTimeout(() => this.poll(url), pause * 1000);
  }
}
