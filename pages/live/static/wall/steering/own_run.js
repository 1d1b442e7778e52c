// The menu by which the teacher shows a run of her own with those of the class: filled whenever it is opened.
// @ts-check

import { post } from "../../connection/post.js";
import { query } from "../../ui/elements.js";
import { cost, fill, whole } from "../../ui/format.js";
import { write } from "../../ui/skeleton.js";
import { TEACHER } from "../teacher_run.js";

/** @import { NotebookRow, RoomWallData, RoomWallDocument } from "../../connection/wire.js" */
/** @import { Find } from "../../ui/skeleton.js" */
/** @import { Texts } from "../../ui/skeleton.js" */

const ANSWER_MS = 10_000;

/**
 * The runs that have a curve, the latest first, each with its words.
 * @param {NotebookRow[]} rows
 * @param {Texts} texts
 * @param {string} language
 * @returns {[string, string][]}
 */
export function runChoices(rows, texts, language) {
  const shown = rows.filter(({ iteration, read_only: reason }) => iteration > 0 && reason === null);
  return shown.map(({ id, number, name, sizes, iteration, train_cost: reached }) => {
    const words = { number, name: name || sizes.join(" → "), iteration: whole(iteration, language) };
    return [id, fill(texts.own_run_words, { ...words, cost: cost(reached) })];
  });
}

export class OwnRun {
  /** @type {RoomWallDocument | null} */ wall = null;
  /** @type {RoomWallData | null} */ data = null;

  /**
   * @param {Find} find
   * @param {(said: string) => void} onProblem
   */
  constructor(find, onProblem) {
    this.find = find;
    this.onProblem = onProblem;
    this.bar = find("steering");
    const menu = query(this.bar, '[data-menu="own-run"]', HTMLDetailsElement);
    menu.addEventListener("toggle", () => {
      if (menu.open) this.ask();
    });
    this.select.addEventListener("change", () => this.draw());
  }

  get select() {
    return /** @type {HTMLSelectElement} */ (this.find("own-run"));
  }

  /**
   * @param {RoomWallDocument} wall
   * @param {RoomWallData} data
   */
  show(wall, data) {
    this.wall = wall;
    this.data = data;
    this.draw();
  }

  /** Ask which runs she has, be they of another tab. */
  async ask() {
    const { data, wall } = this;
    if (!data || !wall) return;
    const { notebook_url: url, owner, language, texts } = data;
    try {
      const { runs } = await post(url, { action: null, owner, language }, ANSWER_MS);
      const before = this.select.value || wall.teacher?.id;
      const options = runChoices(runs, texts, language).map(([id, words]) => new Option(words, id));
      this.select.replaceChildren(...options);
      if (options.some(({ value }) => value === before)) this.select.value = before ?? "";
    } catch (error) {
      console.warn("The teacher's runs could not be loaded.", error);
      this.onProblem(texts.lost);
    }
    this.draw();
  }

  draw() {
    const { data, wall, select } = this;
    if (!data || !wall) return;
    const { texts } = data;
    const hasRuns = select.options.length > 0;
    select.disabled = !hasRuns;
    this.find("no-own-run").hidden = hasRuns;
    const [show, present] = ["show_run", "present_run"].map((name) => query(this.bar, `[data-act="${name}"]`));
    write(show, wall.teacher && wall.teacher.id === select.value ? texts.hide_run : texts.show_run);
    show.hidden = !hasRuns;
    write(present, wall.presented.includes(TEACHER) ? texts.off_projector : texts.beside_projector);
    present.hidden = !wall.teacher;
  }
}
