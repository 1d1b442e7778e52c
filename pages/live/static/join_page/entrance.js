// The way from the code to the app: joining, and asking again and again whether it is her turn. No DOM.
// @ts-check

/** @import { JoinPageData, RoomEntry } from "../connection/wire.js" */
/**
 * @typedef {object} EntranceHandlers
 * @property {string} owner her key, or "" for the one that her cookie has
 * @property {(name: string) => void} onSeat called when she has joined, with her name in the room
 * @property {(entry: RoomEntry) => void} onEntry called while she waits
 * @property {() => void} onLost called while there is no connection
 * @property {(sentence: string) => void} onRefused
 * @property {() => void} onOpen called when it is her turn
 * @property {() => void} onUnreachable called when what answers is not the app's route, or does not know her
 */
/**
 * @typedef {{ kind: "answer", document: any } | { kind: "refused", sentence: string, status: number }
 *   | { kind: "lost" | "strange" }} Outcome
 */

const TIMEOUT_SECONDS = 15;
const FIRST_RETRY_SECONDS = 0.5;
const LAST_RETRY_SECONDS = 5;
const MAX_STRANGE_ANSWERS = 3;
const NO_KEY = 403; // of joining: this browser keeps no cookies

export class Entrance {
  code = "";
  room = "";
  failures = 0;
  strange = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;
  /** The number of what is under way; an answer to something before it is passed over. */
  turn = 0;

  /**
   * @param {Pick<JoinPageData, "join_url" | "enter_url" | "language">} data
   * @param {EntranceHandlers} handlers
   */
  constructor(data, handlers) {
    this.data = data;
    this.handlers = handlers;
  }

  /** @param {string} code */
  async join(code) {
    const turn = this.begin();
    this.code = code;
    const outcome = await this.post(this.data.join_url, { code });
    if (turn !== this.turn) return;
    if (outcome.kind === "refused" && outcome.status === NO_KEY) this.handlers.onUnreachable();
    else if (this.isUsual(outcome, () => this.join(code))) this.sit(outcome.document);
  }

  /** Leave the queue and the room. */
  leave() {
    this.begin();
    this.post(this.data.enter_url, { room: this.room, leave: true });
  }

  /** @param {{ room: string, name: string }} document */
  sit({ room, name }) {
    this.room = room;
    this.handlers.onSeat(name);
    this.enter();
  }

  async enter() {
    const turn = this.begin();
    const outcome = await this.post(this.data.enter_url, { room: this.room });
    if (turn === this.turn && this.isUsual(outcome, () => this.enter())) this.wait(outcome.document);
  }

  /** @param {RoomEntry} entry */
  wait(entry) {
    if (entry.standing === "seated" && entry.place === 0) {
      this.handlers.onOpen();
      return;
    }
    this.handlers.onEntry(entry);
    this.timer = setTimeout(() => this.enter(), entry.after * 1000);
  }

  begin() {
    clearTimeout(this.timer);
    this.turn += 1;
    return this.turn;
  }

  /**
   * True for an answer; what else came is seen to.
   * @param {Outcome} outcome
   * @param {() => void} again
   * @returns {outcome is Extract<Outcome, { kind: "answer" }>}
   */
  isUsual(outcome, again) {
    this.strange = outcome.kind === "strange" ? this.strange + 1 : 0;
    this.failures = outcome.kind === "lost" || outcome.kind === "strange" ? this.failures + 1 : 0;
    if (this.strange >= MAX_STRANGE_ANSWERS) this.handlers.onUnreachable();
    else if (this.failures) this.retry(again);
    else if (outcome.kind === "refused") this.handlers.onRefused(outcome.sentence);
    return outcome.kind === "answer";
  }

  /** @param {() => void} again */
  retry(again) {
    this.handlers.onLost();
    this.timer = setTimeout(again, 1000 * Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (this.failures - 1)));
  }

  /**
   * @param {string} url
   * @param {Record<string, unknown>} content
   * @returns {Promise<Outcome>}
   */
  async post(url, content) {
    try {
      const response = await fetch(new URL(url, document.baseURI), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ owner: this.handlers.owner, language: this.data.language, ...content }),
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(1000 * TIMEOUT_SECONDS),
      });
      if (response.status >= 500) return { kind: "lost" };
      return read(response.status, await response.text());
    } catch {
      return { kind: "lost" };
    }
  }
}

/**
 * @param {number} status
 * @param {string} text of an answer
 * @returns {Outcome}
 */
export function read(status, text) {
  if (status === 204) return { kind: "answer", document: null };
  try {
    const document = JSON.parse(text);
    if (status === 200 && typeof document?.standing === "string") return { kind: "answer", document };
    if (typeof document?.error === "string") return { kind: "refused", sentence: document.error, status };
  } catch {
    // It is none of the app's answers.
  }
  return { kind: "strange" };
}
