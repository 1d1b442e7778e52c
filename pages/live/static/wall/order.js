// The order of tiles, and which are shown. No DOM.
// @ts-check

/** @import { RoomMemberTile } from "../connection/wire.js" */

/** @type {Record<string, (member: RoomMemberTile) => boolean>} What may be shown, in the order of the menu. */
export const FILTERS = {
  all: () => true,
  help: ({ need }) => need !== "none",
  done: ({ signal }) => signal === "done",
  stuck: ({ signal }) => signal === "stuck" || signal === "question",
  goal: ({ has_reached_goal: isAtGoal }) => isAtGoal,
  starred: ({ star }) => star !== null,
};

/** @typedef {(a: RoomMemberTile, b: RoomMemberTile) => number} Compare */

/** @param {RoomMemberTile} member */
const costOf = ({ run }) => (run ? (run.is_finite ? (run.cost ?? Infinity) : Number.MAX_VALUE) : Infinity);
/** @param {RoomMemberTile} member */
const stepOf = ({ position }) => position?.step ?? -1;

/** What tiles may be sorted by, in the order of the menu; the server has those first who need help. @type {Record<string, Compare | null>} */
export const ORDERS = {
  need: null,
  cost: (a, b) => difference(costOf(a), costOf(b)),
  step: (a, b) => stepOf(a) - stepOf(b),
  name: (a, b) => a.name.localeCompare(b.name),
  seat: (a, b) => a.seat - b.seat,
};

/**
 * a − b, where both may be infinite.
 * @param {number} a
 * @param {number} b
 */
const difference = (a, b) => (a === b ? 0 : a < b ? -1 : 1);

/** What a projector shows: all, each at her place, so that nothing jumps and nobody is pointed at. */
export const ON_PROJECTOR = { order: "seat", filter: "all" };

/**
 * The members that are shown, in order; those with equal places stay as they are.
 * @param {RoomMemberTile[]} members
 * @param {string} order one of ORDERS
 * @param {string} filter one of FILTERS
 * @returns {RoomMemberTile[]}
 */
export function ordered(members, order, filter) {
  const shown = members.filter(FILTERS[filter] ?? FILTERS.all);
  const compare = ORDERS[order];
  return compare ? shown.sort((a, b) => compare(a, b) || a.seat - b.seat) : shown;
}
