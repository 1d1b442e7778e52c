// News of a student's room, asked for again and again, and what she does in it, one after the other.
// @ts-check

/** @import { RoomBarData, RoomStudentDocument } from "../connection/wire.js" */
/** @typedef {{ name: string, [key: string]: any }} Act */
/**
 * @typedef {object} RoomFeedHandlers
 * @property {(document: RoomStudentDocument) => void} onDocument
 * @property {(isLost: boolean) => void} onConnection
 * @property {(sentence: string, isEnd: boolean) => void} onRefused called with the server's sentence; `isEnd` where she
 * has no seat there any more
 * @property {() => void} onUnreachable called when what answers is not the app's route
 */
/**
 * @typedef {{ kind: "answer", document: RoomStudentDocument | null } | { kind: "refused", sentence: string, status: number }
 *   | { kind: "ended", sentence: string }
 *   | { kind: "lost" | "missing" | "strange" }} Outcome
 */

const FIRST_SECONDS = 1;
const HIDDEN_SECONDS = 10;
const TIMEOUT_SECONDS = 15;
const FIRST_RETRY_SECONDS = 0.5;
const LAST_RETRY_SECONDS = 10;
const MAX_STRANGE_ANSWERS = 3;
const ENDS = new Set([403, 404, 410]); // no seat, no such room, closed

export class RoomFeed {
  url = "";
  room = "";
  /** @type {Pick<RoomBarData, "owner" | "language">} */ asker = { owner: "", language: "" };
  version = -1;
  pause = FIRST_SECONDS;
  failures = 0;
  strange = 0;
  isEnded = false;
  /** @type {Act[]} What is still to be done. */ acts = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;
  /** @type {AbortController | null} */ request = null;

  /** @param {RoomFeedHandlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    this.resume = () => {
      if (!document.hidden && this.room && !this.isEnded) this.askNow();
    };
    document.addEventListener("visibilitychange", this.resume);
    window.addEventListener("online", this.resume);
  }

  /**
   * Follow the room of a document; where it is followed already, go on.
   * @param {Pick<RoomBarData, "student_url" | "owner" | "language" | "document">} data
   * @param {number} version that is known
   */
  follow({ student_url: url, owner, language, document: known }, version) {
    const isSame = url === this.url && known.room === this.room && owner === this.asker.owner && !this.isEnded;
    this.asker = { owner, language };
    this.version = version;
    if (isSame) return;
    this.url = url;
    this.room = known.room;
    this.failures = 0;
    this.strange = 0;
    this.isEnded = false;
    this.pause = known.poll_after;
    this.acts = [];
    this.halt();
    this.askAfter(this.pause);
  }

  /**
   * Do something, now or once there is a connection again.
   * @param {Act} act
   */
  act(act) {
    if (this.isEnded) return;
    if (act.name === "signal") this.acts = this.acts.filter(({ name }, place) => name !== "signal" || place === 0);
    this.acts.push(act);
    if (this.acts.length === 1) this.askNow();
  }

  askNow() {
    this.halt();
    this.ask();
  }

  halt() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  destroy() {
    this.halt();
    this.room = "";
    document.removeEventListener("visibilitychange", this.resume);
    window.removeEventListener("online", this.resume);
  }

  async ask() {
    const request = new AbortController();
    this.request = request;
    const act = this.acts[0] ?? null;
    const timeout = setTimeout(() => request.abort("timeout"), TIMEOUT_SECONDS * 1000);
    const outcome = await this.post({ since: this.version, act, ends_said: true }, request.signal);
    clearTimeout(timeout);
    if (this.request !== request) return; // another request has begun, or the bar is gone
    this.request = null;
    this.receive(outcome, act);
  }

  /**
   * @param {{ since: number, act: Act | null, ends_said: boolean }} content
   * @param {AbortSignal} signal
   * @returns {Promise<Outcome>}
   */
  async post(content, signal) {
    try {
      const response = await fetch(new URL(this.url, document.baseURI), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...this.asker, room: this.room, ...content }),
        credentials: "same-origin",
        cache: "no-store",
        signal,
      });
      if (response.status >= 500) return { kind: "lost" };
      return read(response.status, await response.text());
    } catch {
      return { kind: "lost" };
    }
  }

  /**
   * @param {Outcome} outcome
   * @param {Act | null} act that was asked for
   */
  receive(outcome, act) {
    this.strange = outcome.kind === "strange" ? this.strange + 1 : 0;
    this.failures = outcome.kind === "lost" || outcome.kind === "strange" ? this.failures + 1 : 0;
    if (outcome.kind === "missing" || this.strange >= MAX_STRANGE_ANSWERS) {
      this.isEnded = true;
      this.handlers.onUnreachable();
      return;
    }
    if (this.failures) {
      this.handlers.onConnection(true);
      this.askAfter(Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (this.failures - 1)));
      return;
    }
    this.handlers.onConnection(false);
    if (act && this.acts[0] === act) this.acts.shift(); // done or refused: it is not asked for again
    if (outcome.kind === "refused") this.refuse(outcome, act);
    if (outcome.kind === "ended") {
      this.isEnded = true;
      this.handlers.onRefused(outcome.sentence, true);
    }
    if (outcome.kind === "answer" && outcome.document) {
      this.version = outcome.document.version;
      this.pause = outcome.document.poll_after;
      this.handlers.onDocument(outcome.document);
    }
    if (!this.isEnded) this.askAfter(this.acts.length ? 0 : this.pause);
  }

  /**
   * @param {{ sentence: string, status: number }} outcome
   * @param {Act | null} act
   */
  refuse({ sentence, status }, act) {
    this.isEnded = act === null && ENDS.has(status);
    if (act !== null) this.version = -1; // what the bar has shown at once is shown as it is
    this.handlers.onRefused(sentence, this.isEnded);
  }

  /** @param {number} seconds */
  askAfter(seconds) {
    clearTimeout(this.timer);
    const pause = document.hidden ? Math.max(HIDDEN_SECONDS, seconds) : seconds;
    this.timer = setTimeout(() => this.ask(), pause * 1000);
  }
}

/**
 * @param {number} status
 * @param {string} text of an answer
 * @returns {Outcome}
 */
export function read(status, text) {
  if (status === 204) return { kind: "answer", document: null };
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: status === 404 || status === 405 ? "missing" : "strange" };
  }
  if (status === 200 && typeof body?.version === "number") return { kind: "answer", document: body };
  if (status === 200 && typeof body?.ended === "string") return { kind: "ended", sentence: body.ended };
  return typeof body?.error === "string" ? { kind: "refused", sentence: body.error, status } : { kind: "strange" };
}
