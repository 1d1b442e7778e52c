// What the bar says of a room: its words, its goal, which of its parts are shown. No DOM.
// @ts-check

import { fill, fillCounted } from "../ui/format.js";
import { short } from "../ui/words.js";

/** @import { RoomBarData, RoomStudentDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/**
 * @param {RoomStudentDocument} document
 * @param {Pick<RoomBarData, "texts" | "push_text" | "is_following" | "vote" | "revealed">} data
 * @param {{ isLost: boolean, refusal: string }} connection
 */
export function barState(document, data, { isLost, refusal }) {
  const { texts, push_text: pushText, is_following: isFollowing } = data;
  const isSeated = document.standing === "seated";
  const teacherState = isLost ? "lost" : document.is_free ? "free" : document.is_taught ? "taught" : "not_taught";
  const words = refusal || (isLost ? texts.lost : standingWords(document, texts));
  return {
    words,
    teacher: { lost: texts.lost, free: texts.free, taught: texts.taught, not_taught: texts.not_taught }[teacherState],
    teacherState,
    goal: goalWords(document, texts),
    parts: {
      signals: isSeated,
      teacher: isSeated,
      goal: document.goal_cost !== null,
      push: isSeated && pushText !== "" && isFollowing,
      back: isSeated && pushText !== "" && isFollowing,
      class: isSeated && pushText !== "" && !isFollowing,
      vote: isSeated && data.vote !== "",
      reveal: isSeated && data.revealed !== "",
      words: words !== "",
      spin: isSeated && document.spins_left > 0,
      "own-name": isSeated && document.allows_own_names,
      volatile: !document.is_durable,
    },
  };
}

/**
 * @param {RoomStudentDocument} document
 * @param {Texts} texts
 */
function standingWords({ standing, is_free: isFree }, texts) {
  const words = new Map([
    ["waiting", texts.waiting],
    ["refused", texts.refused],
    ["removed", texts.removed],
  ]);
  return words.get(standing) ?? (isFree ? texts.free : "");
}

/**
 * @param {Pick<RoomStudentDocument, "goal_cost" | "has_reached_goal">} document
 * @param {Texts} texts
 */
function goalWords({ goal_cost: cost, has_reached_goal: hasReached }, texts) {
  if (cost === null) return "";
  return fill(hasReached ? texts.goal_reached : texts.goal, { cost: short(cost) });
}

/**
 * The words of the button that invents another name.
 * @param {number} left
 * @param {Texts} texts
 */
export const spinsText = (left, texts) => fillCounted(texts, "spins", left);
