// One member opened by the teacher: to look at, and what can be done with her tile.
// @ts-check

import { write } from "../ui/skeleton.js";
import { showAnswers } from "./answers/given_answers.js";
import { Portrait } from "./portrait.js";

/** @import { RoomMemberAnswers, RoomMemberTile, RoomWallDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { PortraitView } from "./portrait.js" */
/** @typedef {Record<string, any>} Act an act of STEERING */
/**
 * @typedef {object} OpenedHandlers
 * @property {(acts: Act[], say: (said: string) => void) => Promise<boolean>} onActs true when all are done; else `say` is told why
 * @property {() => void} onPresented called when a member was put on the projector
 * @property {() => void} onClose
 * @property {(id: string) => Promise<RoomMemberAnswers>} answersOf asks for all that a member has answered
 */

const HEADING = "dnn-wall-opened-name";
const PRESENTING = ["project_member", "present_beside"];
export const MAX_PRESENTED = 5; // the server refuses more

/**
 * The acts of a button, in their order.
 * @param {string} name of the button
 * @param {RoomMemberTile} member
 * @param {string[]} presented ids of those that are
 * @returns {Act[]}
 */
export function actsOf(name, { id, star }, presented) {
  const starring = star ? [] : [{ name: "star", member: id }];
  const others = presented.filter((each) => each !== id);
  if (name === "project_member") return [...starring, { name: "present", members: [id] }];
  if (name === "present_beside") {
    return [...starring, { name: "present", members: [...others.slice(1 - MAX_PRESENTED), id] }];
  }
  const place = presented.indexOf(id);
  if (name === "earlier" && place > 0) {
    return [{ name: "present", members: [...others.slice(0, place - 1), id, ...others.slice(place - 1)] }];
  }
  if (name === "unpresent") return [{ name: "present", members: others }];
  if (name === "spotlight") return [{ name: "push", push: { kind: "spotlight", member: id } }];
  if (name === "star") return [{ name: star ? "unstar" : "star", member: id }];
  if (name === "rename") return [{ name: "rename_member", member: id }];
  if (name === "remove") return [{ name: "remove_member", member: id }];
  return [];
}

/**
 * The buttons of a member, by their names with the keys of their texts: of one without a run none that needs one.
 * @param {Pick<RoomMemberTile, "id" | "run" | "star">} member
 * @param {string[]} presented ids of those that are
 * @param {boolean} isSure that she is to be removed
 * @returns {string[][]}
 */
export function buttonsOf({ id, run, star }, presented, isSure) {
  const act = (/** @type {string} */ name, /** @type {string} */ text) => [name, text];
  const isPresented = presented.includes(id);
  const canBePresented = run !== null || star !== null;
  const beside = canBePresented ? [act("present_beside", "beside_projector")] : [];
  return [
    ...(canBePresented ? [act("project_member", "to_projector")] : []),
    ...(isPresented ? [act("unpresent", "off_projector")] : beside),
    ...(presented.indexOf(id) > 0 ? [act("earlier", "earlier")] : []),
    ...(run ? [act("spotlight", "as_start")] : []),
    ...(canBePresented ? [star ? act("star", "unstar") : act("star", "star")] : []),
    act("rename", "rename"),
    isSure ? act("remove", "really_remove") : act("remove", "remove"),
  ];
}

export class Opened {
  /** @type {Portrait | null} */ portrait = null;
  /** @type {string | null} */ id = null;
  isSure = false;
  buttons = "";
  /** Why something was not done. */ refusal = "";
  /** The vote up to which her answers are shown, or asked for. */ vote = -1;

  /**
   * @param {HTMLElement} box
   * @param {OpenedHandlers} handlers
   */
  constructor(box, handlers) {
    this.box = box;
    this.handlers = handlers;
    this.row = document.createElement("div");
    this.row.className = "dnn-wall-row";
    this.said = document.createElement("p");
    this.said.setAttribute("role", "status");
    this.answers = document.createElement("div");
    this.answers.className = "dnn-wall-given";
    box.addEventListener("click", ({ target }) => {
      const name = target instanceof Element ? target.closest("button")?.dataset.member_act : undefined;
      if (name) this.press(name);
    });
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-labelledby", HEADING);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation(); // which would end the projector as well
      handlers.onClose();
    });
  }

  /** @param {string} name */
  press(name) {
    if (name === "close") {
      this.handlers.onClose();
      return;
    }
    const { member, wall } = this;
    if (!member || !wall) return;
    if (name === "remove" && !this.isSure) {
      this.isSure = true;
      this.buttons = "";
      this.drawButtons(member, wall);
      return;
    }
    this.act(name, actsOf(name, member, wall.presented));
  }

  /**
   * @param {string} name of a button
   * @param {Act[]} acts
   */
  async act(name, acts) {
    this.refusal = "";
    const isDone = await this.handlers.onActs(acts, (said) => this.refuse(said));
    if (isDone && PRESENTING.includes(name)) this.handlers.onPresented();
  }

  /** @param {string} said why something was not done */
  refuse(said) {
    this.refusal = said;
    this.say();
  }

  /** Say why something was not done, or why buttons are missing. */
  say() {
    const { member, texts, isSteering } = this;
    const missing = member && texts && isSteering && !member.run && !member.star ? texts.needs_run : "";
    write(this.said, this.refusal || missing);
    this.said.hidden = !this.said.textContent;
  }

  /**
   * Show a member; null closes.
   * @param {string | null} id
   * @param {RoomWallDocument} wall
   * @param {PortraitView & { isSteering: boolean }} view
   */
  show(id, wall, view) {
    const member = id === null ? undefined : wall.members.find((each) => each.id === id);
    const isOther = (member?.id ?? null) !== this.id;
    this.box.hidden = !member;
    this.wall = wall;
    this.member = member;
    this.texts = view.texts;
    this.isSteering = view.isSteering;
    if (isOther) {
      this.portrait?.destroy();
      this.portrait = null;
      this.id = member?.id ?? null;
      this.isSure = false;
      this.buttons = this.refusal = "";
      this.vote = -1;
      this.answers.replaceChildren();
    }
    if (!member) return;
    if (!this.portrait) {
      this.portrait = new Portrait();
      this.portrait.heading.id = HEADING;
      this.box.replaceChildren(this.portrait.element, this.said, this.row, this.answers);
    }
    this.portrait.show(member, view);
    this.say();
    this.drawButtons(member, wall);
    this.answers.hidden = view.isProjector;
    if (!view.isProjector && this.vote !== member.latest_vote) this.ask(member, view);
    if (isOther) this.row.querySelector("button")?.focus({ preventScroll: true });
  }

  /**
   * Ask for her answers, and show them.
   * @param {RoomMemberTile} member
   * @param {PortraitView} view
   */
  async ask({ id, latest_vote: vote }, { lessons, texts }) {
    this.vote = vote;
    try {
      const { answers } = await this.handlers.answersOf(id);
      if (this.id === id && this.vote === vote) showAnswers(this.answers, answers, lessons, texts);
    } catch (error) {
      console.warn("The answers of a member could not be loaded.", error);
      if (this.vote === vote) this.vote = -1; // the next look at the wall asks again
    }
  }

  /**
   * @param {RoomMemberTile} member
   * @param {RoomWallDocument} wall
   */
  drawButtons(member, wall) {
    const texts = /** @type {Texts} */ (this.texts);
    const steering = this.isSteering ? buttonsOf(member, wall.presented, this.isSure) : [];
    const all = [["close", texts.close], ...steering.map(([name, text]) => [name, texts[text]])];
    const key = JSON.stringify(all);
    if (key === this.buttons) return;
    const focused = this.row.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.member_act
      : undefined;
    this.buttons = key;
    this.row.replaceChildren(
      ...all.map(([name, text]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        button.dataset.member_act = name;
        if (name === "star") button.title = texts.star_help;
        return button;
      }),
    );
    for (const button of this.row.querySelectorAll("button")) {
      if (button.dataset.member_act === focused) button.focus({ preventScroll: true });
    }
  }

  destroy() {
    this.portrait?.destroy();
  }
}
