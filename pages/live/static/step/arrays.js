// The arrays of an iteration as they are sent: windows of float64 numbers, read as the equation reads them.
// @ts-check

/** @import { ArrayReference, PackedArray } from "../connection/wire.js" */

/** @typedef {{ start: number, end: number }} Interval of rows or columns, from 0; the end is not part of it */

export class Numbers {
  /** @type {Map<string, Float64Array>} by the names of arrays */
  decoded = new Map();

  /** @param {Record<string, PackedArray>} arrays */
  constructor(arrays) {
    this.arrays = arrays;
  }

  /**
   * The array that `reference` of a step names; null where its numbers have not been sent.
   * @param {Pick<ArrayReference, "array" | "transposed">} reference
   */
  read({ array, transposed }) {
    const packed = this.arrays[array];
    return packed ? new ArrayWindow(packed, this.decode(array, packed), transposed) : null;
  }

  /**
   * @param {string} name
   * @param {PackedArray} packed
   */
  decode(name, packed) {
    const known = this.decoded.get(name);
    if (known) return known;
    const bytes = Uint8Array.from(atob(packed.data), (letter) => letter.charCodeAt(0));
    const values = new Float64Array(bytes.buffer);
    this.decoded.set(name, values);
    return values;
  }
}

export class ArrayWindow {
  /**
   * @param {PackedArray} packed
   * @param {Float64Array} values row after row, as they are sent
   * @param {boolean} isTransposed the equation reads the transpose
   */
  constructor({ rows, columns, shape: [height, width], largest }, values, isTransposed) {
    this.values = values;
    this.isTransposed = isTransposed;
    this.largest = largest;
    this.width = width;
    const [down, across] = [
      { start: rows, end: rows + height },
      { start: columns, end: columns + width },
    ];
    /** @type {Interval} */
    this.rows = isTransposed ? across : down;
    /** @type {Interval} */
    this.columns = isTransposed ? down : across;
  }

  /**
   * The number in row i and column j, counted from 0 in the whole array; undefined outside the window.
   * @param {number} i
   * @param {number} j
   * @returns {number | undefined}
   */
  at(i, j) {
    const isInside = i >= this.rows.start && i < this.rows.end && j >= this.columns.start && j < this.columns.end;
    if (!isInside) return undefined;
    const [row, column] = [i - this.rows.start, j - this.columns.start];
    return this.isTransposed ? this.values[column * this.width + row] : this.values[row * this.width + column];
  }
}
