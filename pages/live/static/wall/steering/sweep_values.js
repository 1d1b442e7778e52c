// The values that the seats of a room get in a sweep, as the server spreads them (dnn/background/rooms/pushes.py). No DOM.
// @ts-check

/** @typedef {{ between: [number, number], spacing: string } | { values: string[] }} SweepPart what a push says of values */

const DIGITS = 3;

/**
 * Number 1, 2, … of van der Corput's sequence in base 2.
 * @param {number} number
 */
function vanDerCorput(number) {
  let [value, part] = [0, 1];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 2)) {
    part /= 2;
    value += (rest % 2) * part;
  }
  return value;
}

/**
 * The value of a seat, 1, 2, …: the ends first, then what lies between them.
 * @param {SweepPart} part
 * @param {number} seat
 * @param {boolean} isWhole
 * @returns {number | string}
 */
export function valueOfSeat(part, seat, isWhole) {
  if ("values" in part) return part.values[(seat - 1) % part.values.length];
  const ends = part.between.map((each) => (isWhole ? roundHalfEven(each) : each));
  if (seat <= ends.length) return ends[seat - 1];
  const share = vanDerCorput(seat - ends.length);
  const [low, high] = isWhole ? [ends[0] - 0.5, ends[1] + 0.5] : ends;
  const value = part.spacing === "log" ? low * (high / low) ** share : low + share * (high - low);
  return isWhole ? roundHalfEven(value) : Number(value.toPrecision(DIGITS));
}

/** @param {number} value */
function roundHalfEven(value) {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
