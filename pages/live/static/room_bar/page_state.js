// The part of a room that the page itself is drawn by: where it is another one, the page is drawn anew. No DOM.
// @ts-check

/** @import { RoomBarData, RoomStudentDocument } from "../connection/wire.js" */

/**
 * A text that is another one where the page has to be drawn anew. What the bar shows by itself is not in it: with each
 * answer of the class, hundreds of pages would be drawn.
 * @param {RoomStudentDocument} document
 * @returns {string}
 */
export function pageState(document) {
  const { room, standing, is_free: isFree, is_paused: isPaused, pace, push, follows, returned } = document;
  const { name, allows_own_names: allowsOwnNames, second_votes: votes, answers } = document;
  return JSON.stringify([
    ...[room, standing, isFree, isPaused, pace.kind, pace.step, push?.number ?? 0, follows, returned],
    ...[document.hidden_controls, document.locked_controls, name, allowsOwnNames, document.lesson],
    ...[votes, document.revealed.map(({ question, vote }) => [question, vote])],
    answers.map(({ question, first, second }) => [question, first !== null, second !== null]),
  ]);
}

/**
 * The number of the push that a page shows and that the server does not know to be shown; 0 for none.
 * @param {Pick<RoomBarData, "document" | "is_following">} data that the page was drawn with
 */
export function arrivedAt({ document: { push, arrived }, is_following: isFollowing }) {
  return isFollowing && push && arrived < push.number ? push.number : 0;
}
