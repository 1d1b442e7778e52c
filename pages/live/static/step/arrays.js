// The arrays of an iteration as they travelled: windows of float64 numbers, read as the equation reads them.

export class Numbers {
  constructor(arrays) {
    this.arrays = arrays;
    this.decoded = new Map();
  }

  // What `reference` of a step speaks of; null where its numbers have not travelled.
  read(reference) {
    const packed = this.arrays[reference.array];
    return packed ? new Window(packed, this.decode(reference.array), reference.transposed) : null;
  }

  decode(name) {
    if (!this.decoded.has(name)) {
      const bytes = Uint8Array.from(atob(this.arrays[name].data), (letter) => letter.charCodeAt(0));
      this.decoded.set(name, new Float64Array(bytes.buffer));
    }
    return this.decoded.get(name);
  }
}

class Window {
  constructor({ rows, columns, shape, largest }, values, isTransposed) {
    Object.assign(this, { values, isTransposed, largest, width: shape[1] });
    this.rows = { start: rows, end: rows + shape[0] };
    this.columns = { start: columns, end: columns + shape[1] };
    if (isTransposed) [this.rows, this.columns] = [this.columns, this.rows];
  }

  // The number in row i and column j, counted from 0 in the whole array; undefined outside the window.
  at(i, j) {
    const inside = i >= this.rows.start && i < this.rows.end && j >= this.columns.start && j < this.columns.end;
    if (!inside) return undefined;
    const [row, column] = [i - this.rows.start, j - this.columns.start];
    return this.isTransposed ? this.values[column * this.width + row] : this.values[row * this.width + column];
  }
}
