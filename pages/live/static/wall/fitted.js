// The grid of tiles that fills a projector's picture: as large as all of them can be, beside the corner with the code. No DOM.
// @ts-check

/** @typedef {{ width: number, height: number }} Size in pixels */
/**
 * @typedef {object} Fitted
 * @property {number} columns
 * @property {number} rows
 * @property {Size} tile with the gap around it
 * @property {{ columns: number, rows: number }} kept cells at the lower right that the corner covers
 */

const WIDE = 1.6; // times its height a tile is best
const NARROWEST = 1.3; // times its width a tile is never higher

/**
 * @param {number} count of tiles
 * @param {Size} box
 * @param {Size} corner
 * @returns {Fitted}
 */
export function fitted(count, box, corner) {
  /** @type {Fitted | null} */
  let best = null;
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const found = withColumns(columns, count, box, corner);
    if (!best || sizeOf(found) > sizeOf(best) * 1.001) best = found;
    if (columns > 2 && sizeOf(found) < sizeOf(best) / 2) break; // ever more columns make ever smaller tiles
  }
  return /** @type {Fitted} */ (best);
}

/** @param {Fitted} found */
const sizeOf = ({ tile: { width, height } }) => Math.min(width / WIDE, height);

/**
 * @param {number} columns
 * @param {number} count
 * @param {Size} box
 * @param {Size} corner
 * @returns {Fitted}
 */
function withColumns(columns, count, box, corner) {
  const width = box.width / columns;
  for (let rows = Math.max(1, Math.ceil(count / columns)); ; rows++) {
    const height = Math.min(box.height / rows, width / NARROWEST);
    const below = box.height - rows * height; // free, under the last row
    const kept = {
      columns: Math.min(columns, Math.ceil(corner.width / width)),
      rows: Math.min(rows, Math.ceil(Math.max(0, corner.height - below) / height)),
    };
    const isFull = rows * columns - count < kept.columns * kept.rows;
    if (!isFull || kept.rows === 0 || rows > count) {
      return { columns, rows, tile: { width, height }, kept: kept.rows === 0 ? { columns: 0, rows: 0 } : kept };
    }
  }
}
