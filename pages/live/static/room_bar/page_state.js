// The part of a room that the page itself is drawn by: where it is another one, the page is drawn anew. No DOM.
// @ts-check

/** @import { RoomBarData, RoomStudentDocument } from "../connection/wire.js" */

/**
 * A text that is another one where the page has to be drawn anew. What the bar shows by itself is not in it: with each
 * answer of the class, hundreds of pages would be drawn.
 * @param {RoomStudentDocument} document
 * @returns {string}
 */
export const pageState = (document) => JSON.stringify([ownState(document), classState(document)]);

/**
 * Milliseconds for which a page that was drawn for one document waits with being drawn for another: what she has done
 * herself is shown at once; what all are told at once is not drawn for all at once.
 * @param {RoomStudentDocument} drawn
 * @param {RoomStudentDocument} now
 */
export function redrawDelay(drawn, now) {
  const isOwn = JSON.stringify(ownState(drawn)) !== JSON.stringify(ownState(now));
  return isOwn ? 0 : 1000 * now.redraw_after;
}

/**
 * What changes for her alone.
 * @param {RoomStudentDocument} document
 */
function ownState({ room, standing, name, follows, returned, answers }) {
  const given = answers.map(({ question, first, second }) => [question, first !== null, second !== null]);
  return [room, standing, name, follows, returned, given];
}

/**
 * What changes for all.
 * @param {RoomStudentDocument} document
 */
function classState(document) {
  const { is_free: isFree, is_paused: isPaused, pace, push, lesson, revealed } = document;
  return [
    ...[isFree, isPaused, pace.kind, pace.step, push?.number ?? 0, document.hidden_controls, document.locked_controls],
    ...[document.allows_own_names, lesson, document.second_votes],
    revealed.map(({ question, vote }) => [question, vote]),
  ];
}

/**
 * The number of the push that a page shows and that the server does not know to be shown; 0 for none.
 * @param {Pick<RoomBarData, "document" | "is_following">} data that the page was drawn with
 */
export function arrivedAt({ document: { push, arrived }, is_following: isFollowing }) {
  return isFollowing && push && arrived < push.number ? push.number : 0;
}
