// The wall's news, asked for at most twice a second, and what the teacher does, sent in turn with it.
// @ts-check

import { merged } from "./merge.js";

/** @import { RoomMemberAnswers, RoomWallDocument } from "../connection/wire.js" */
/**
 * @typedef {object} Address where a room is asked for, and as whom
 * @property {string} wall
 * @property {string} steer
 * @property {string} answers
 * @property {string} results
 * @property {string} room
 * @property {string} key
 * @property {string} owner the key of the visitor, by which runs are hers
 * @property {string} language
 */
/**
 * @typedef {object} FeedHandlers
 * @property {(wall: RoomWallDocument, before: RoomWallDocument | null) => void} onWall
 * @property {(isLost: boolean) => void} onConnection
 * @property {(sentence: string) => void} onOver called when there is no such room any more, or not with this key
 * @property {() => void} onUnreachable called when what answers is not the app's route
 */
/** @typedef {{ kind: "wall", wall: RoomWallDocument } | { kind: "same" } | { kind: "refused" | "over", said: string } | { kind: "lost" | "strange" }} Outcome */

const PAUSE_MS = 500;
const HIDDEN_MS = 10_000;
const LAST_RETRY_MS = 15_000;
const ANSWER_MS = 12_000;
const MAX_STRANGE_ANSWERS = 3;
const GONE = new Set([403, 404, 410]);
const RESEND_MS = 120_000; // for which a press is sent again; one that is done later would be a surprise
const LAST_RESEND_MS = 4000;

/** The name of a press, which no other one has. */
const newPress = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36)).join(".");

/** @param {number} milliseconds */
const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class WallFeed {
  /** @type {RoomWallDocument | null} */ wall = null;
  isProjector = false;
  isEnded = false;
  failures = 0;
  strange = 0;
  /** The request under way; the next one waits for it. @type {Promise<unknown>} */ turn = Promise.resolve();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /**
   * @param {Address} address
   * @param {FeedHandlers} handlers
   */
  constructor(address, handlers) {
    this.address = address;
    this.handlers = handlers;
    this.resume = () => {
      if (!document.hidden) this.request();
    };
    document.addEventListener("visibilitychange", this.resume);
    window.addEventListener("online", this.resume);
  }

  /**
   * Ask as a projector, which is told neither names nor hidden answers, or as the teacher.
   * @param {boolean} isProjector
   */
  project(isProjector) {
    if (isProjector === this.isProjector) return;
    this.isProjector = isProjector;
    this.wall = null;
    this.request();
  }

  destroy() {
    this.isEnded = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.resume);
    window.removeEventListener("online", this.resume);
  }

  /** Ask what is new, now, and from then on again and again. */
  request() {
    clearTimeout(this.timer);
    return this.inTurn(async () => {
      if (this.isEnded) return;
      this.receive(await this.ask(this.address.wall, {}));
      this.askAfter(this.failures ? Math.min(LAST_RETRY_MS, PAUSE_MS * 2 ** this.failures) : PAUSE_MS);
    });
  }

  /**
   * Do something to the room. Where no answer comes it is sent again under the same name, by which the server knows what it
   * has done already; so a press outlives a restart of the server.
   * @param {Record<string, any>} act with its `name`, an entry of STEERING
   * @returns {Promise<string | null>} a sentence where it was refused, empty where no answer came; null where it is done
   */
  steer(act) {
    const content = { act, press: newPress(), owner: this.address.owner };
    return this.inTurn(async () => {
      for (
        let pause = PAUSE_MS, waited = 0;
        !this.isEnded;
        waited += pause, pause = Math.min(2 * pause, LAST_RESEND_MS)
      ) {
        const outcome = await this.ask(this.address.steer, content);
        const isOver = outcome.kind === "over";
        if (act.name === "close" && (isOver || outcome.kind === "same")) {
          this.destroy();
          return null;
        }
        if (isOver || outcome.kind === "refused") return outcome.said; // the next look tells which it is
        this.receive(outcome);
        if (outcome.kind !== "lost" && outcome.kind !== "strange") return null;
        if (waited + pause > RESEND_MS) return "";
        await rest(pause);
      }
      return null;
    });
  }

  /**
   * All that a member has answered.
   * @param {string} member
   * @returns {Promise<RoomMemberAnswers>}
   */
  async answersOf(member) {
    const { room, key, language, answers } = this.address;
    const response = await send(answers, { room, key, language, member });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  }

  /**
   * The results as a table.
   * @returns {Promise<Blob>}
   */
  async results() {
    const { room, key, language, results } = this.address;
    const response = await send(results, { room, key, language });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.blob();
  }

  /**
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T>}
   */
  inTurn(act) {
    const turn = this.turn.then(act);
    this.turn = turn.catch(() => {});
    return turn;
  }

  /**
   * @param {string} path
   * @param {object} content
   * @returns {Promise<Outcome>}
   */
  async ask(path, content) {
    const { room, key, language } = this.address;
    const since = this.wall?.version ?? -1;
    try {
      const { isProjector: projector } = this;
      const response = await send(path, { room, key, language, since, projector, ends_said: true, ...content });
      return read(response.status, response.status === 204 ? "" : await response.text());
    } catch {
      return { kind: "lost" };
    }
  }

  /** @param {Outcome} outcome */
  receive(outcome) {
    const isStrange = outcome.kind === "strange";
    this.strange = isStrange ? this.strange + 1 : 0;
    this.failures = isStrange || outcome.kind === "lost" ? this.failures + 1 : 0;
    if (this.strange >= MAX_STRANGE_ANSWERS) {
      this.destroy();
      this.handlers.onUnreachable();
      return;
    }
    this.handlers.onConnection(this.failures > 0);
    if (outcome.kind === "wall") this.take(outcome.wall);
    if (outcome.kind !== "over" && outcome.kind !== "refused") return;
    this.destroy();
    this.handlers.onOver(outcome.said);
  }

  /** @param {RoomWallDocument} news */
  take(news) {
    const before = this.wall;
    this.wall = merged(before, news);
    if (this.wall) this.handlers.onWall(this.wall, before);
    else this.request(); // news of a version that is not known: all of it
  }

  /** @param {number} pause in milliseconds */
  askAfter(pause) {
    clearTimeout(this.timer);
    if (this.isEnded) return;
    this.timer = setTimeout(() => this.request(), document.hidden ? Math.max(HIDDEN_MS, pause) : pause);
  }
}

/**
 * @param {string} path
 * @param {object} content
 */
const send = (path, content) =>
  fetch(new URL(path, document.baseURI), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(ANSWER_MS),
  });

/**
 * What an answer means.
 * @param {number} status
 * @param {string} text
 * @returns {Outcome}
 */
export function read(status, text) {
  if (status === 204) return { kind: "same" };
  if (status >= 500 || status === 429) return { kind: "lost" };
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: "strange" };
  }
  if (status === 200 && Array.isArray(body?.members)) return { kind: "wall", wall: body };
  if (status === 200 && typeof body?.ended === "string") return { kind: "over", said: body.ended };
  if (typeof body?.error === "string") return { kind: GONE.has(status) ? "over" : "refused", said: body.error };
  return { kind: "strange" };
}
