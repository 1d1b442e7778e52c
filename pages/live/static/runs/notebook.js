// The visitor's runs as their route lists them: asked for when something has changed, and after what she does to one of them.
// @ts-check

import { post, Refusal } from "../connection/post.js";
import { MOVING } from "../cost/run_numbers.js";

/** @import { NotebookDocument, NotebookRequest, NotebookRow } from "../connection/wire.js" */

/** @typedef {{ url: string | null, owner: string, language: string }} Access where the runs are, and whose they are */

const TIMEOUT_MS = 10_000;
const SOON_MS = 150;
const MOVING_MS = 2000; // while others than the run on the page train
const REST_MS = 300_000; // so that the server does not forget runs of a page that is open

/**
 * The id of the run at an address; null where there is none.
 * @param {string | null} url
 */
export const idOf = (url) => (url === null ? null : (url.split("/").at(-1) ?? null));

export class Notebook {
  /** @type {NotebookDocument | null} */ content = null;
  /** @type {Access} */ access = { url: null, owner: "", language: "en" };
  /** The id of the run on the page, of which the live view knows more. @type {string | null} */ current = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;
  turn = Promise.resolve();
  isDestroyed = false;

  /** @param {{ onChange: () => void, onProblem: (problem: string) => void, letsGo: () => boolean }} handlers */
  constructor({ onChange, onProblem, letsGo }) {
    this.onChange = onChange;
    this.letsGo = letsGo;
    this.onProblem = onProblem;
    this.onVisible = () => {
      if (!document.hidden && this.content) this.askSoon();
    };
    document.addEventListener("visibilitychange", this.onVisible);
  }

  /** @returns {NotebookRow[]} */
  get rows() {
    return this.content?.runs ?? [];
  }

  /**
   * The row of a run.
   * @param {string | null | undefined} id
   */
  row(id) {
    return this.rows.find((row) => row.id === id);
  }

  /**
   * Look at the runs of somebody; another owner or another language has other rows.
   * @param {Access} access
   */
  use(access) {
    const isOther = JSON.stringify(access) !== JSON.stringify(this.access);
    this.access = access;
    if (isOther) this.askSoon();
  }

  /** Ask for the runs in a moment; several reasons at once are one. */
  askSoon() {
    this.wait(SOON_MS);
  }

  /** @param {number} milliseconds */
  wait(milliseconds) {
    clearTimeout(this.timer);
    if (!this.isDestroyed) this.timer = setTimeout(() => this.do(null), milliseconds);
  }

  /**
   * Do something to a run, after all that was asked before, and take the runs as they are then.
   * @param {NotebookRequest["action"]} action null: nothing
   * @returns {Promise<void>}
   */
  do(action) {
    this.turn = this.turn.then(() => this.ask(action));
    return this.turn;
  }

  /** @param {NotebookRequest["action"]} action */
  async ask(action) {
    const { url, owner, language } = this.access;
    if (url === null || this.isDestroyed) return;
    let [problem, isLost] = ["", false];
    try {
      let content = await post(url, { action, owner, language }, TIMEOUT_MS);
      if (content.leaving.length > 0 && this.letsGo())
        content = await post(url, { action: { name: "let_go" }, owner, language }, TIMEOUT_MS);
      this.content = content;
    } catch (error) {
      problem = error instanceof Refusal ? error.message : "";
      isLost = !problem; // the server or the way there is away: what was asked is asked no more, the list is
    }
    if (this.isDestroyed) return;
    if (problem) this.onProblem(problem);
    this.onChange();
    const isMoving = this.rows.some(({ id, status }) => id !== this.current && MOVING.has(status));
    this.wait((isMoving && !document.hidden) || isLost ? MOVING_MS : REST_MS);
  }

  destroy() {
    this.isDestroyed = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.onVisible);
  }
}
