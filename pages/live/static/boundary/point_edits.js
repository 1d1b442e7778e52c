// The points of the plane as they will be when the page has applied the edits that are under way: drawn at once.
// @ts-check

/** @import { Numbers, Part, Points } from "../connection/documents.js" */
/** @import { PointEdit } from "../connection/wire.js" */

/** @typedef {Record<Part, Points>} PlanePoints the points of both parts */
/** @typedef {{ x1: number[], x2: number[], labels: number[], of: number }} OpenPart points that may change */

/**
 * The points after some edits, as pages/shared/run/edits.py applies them.
 * @param {PlanePoints} plane
 * @param {PointEdit[]} edits in their order
 * @returns {PlanePoints}
 */
export function afterEdits(plane, edits) {
  if (!edits.length) return plane;
  /** @type {(part: Points) => OpenPart} */
  const open = ({ x1, x2, labels, of }) => ({ x1: [...x1], x2: [...x2], labels: [...labels], of });
  const parts = { train: open(plane.train), test: open(plane.test) };
  for (const edit of edits) change(parts, edit);
  const closed = (/** @type {OpenPart} */ part) => ({ ...part, count: part.x1.length });
  return { train: closed(parts.train), test: closed(parts.test) };
}

/**
 * @param {Record<Part, OpenPart>} parts
 * @param {PointEdit} edit
 */
function change(parts, { op, x1 = 0, x2 = 0, label = 0, from = [0, 0], to = [0, 0] }) {
  if (op === "clear") {
    for (const part of Object.values(parts)) Object.assign(part, { x1: [], x2: [], labels: [] });
    return;
  }
  if (op === "add") {
    parts.train.x1.push(x1);
    parts.train.x2.push(x2);
    parts.train.labels.push(label);
    return;
  }
  const nearest = op === "move" ? nearestOf(parts, from[0], from[1]) : nearestOf(parts, x1, x2);
  if (!nearest) return;
  const { part, number } = nearest;
  if (op === "move") [part.x1[number], part.x2[number]] = to;
  else for (const list of [part.x1, part.x2, part.labels]) list.splice(number, 1);
}

/**
 * @param {Record<Part, OpenPart>} parts
 * @param {number} x1
 * @param {number} x2
 * @returns {{ part: OpenPart, number: number } | null}
 */
function nearestOf(parts, x1, x2) {
  let best = null;
  let minimum = Infinity;
  for (const part of Object.values(parts)) {
    for (const [number, value] of part.x1.entries()) {
      const away = Math.hypot(value - x1, part.x2[number] - x2);
      if (away >= minimum) continue;
      best = { part, number };
      minimum = away;
    }
  }
  return best;
}
