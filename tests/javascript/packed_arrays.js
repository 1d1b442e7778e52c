// Arrays of an iteration as they are sent, for the tests of the stepper.

/** An array of this shape, or a window of it that begins at a row and a column. */
export const packed = (shape, values, { rows = 0, columns = 0 } = {}) => ({
  ...{ rows, columns, shape, largest: Math.max(...values.map(Math.abs)) },
  data: Buffer.from(Float64Array.from(values).buffer).toString("base64"),
});
/** What a step says of an array. */
export const reference = (array, shape, transposed = false) => ({
  array,
  transposed,
  symbol: array,
  shape,
  axes: ["i", "j"],
});
