// Where labels stand at the ends of lines: as near as they can, and none over another. No DOM.
// @ts-check

/**
 * Positions of labels: each as near to where it is wanted as it can be with `gap` between two, all from `low` to `high`; their
 * order is that of the wanted ones.
 *
 * Labels that would overlap are moved together, so that the middle of what they want is the middle of where they stand.
 * @param {number[]} wanted
 * @param {number} gap
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function placed(wanted, gap, low, high) {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b] || a - b);
  /** @type {{ sum: number, size: number }[]} neighbours that touch; `sum` is of what each wants of the first one */
  const groups = [];
  const first = ({ sum = 0, size = 1 }) => Math.min(Math.max(sum / size, low), high - (size - 1) * gap);
  for (const index of order) {
    groups.push({ sum: Math.min(Math.max(wanted[index], low), high), size: 1 });
    for (let last = groups.length - 1; last > 0; last--) {
      const [one, other] = [groups[last - 1], groups[last]];
      if (first(one) + one.size * gap <= first(other)) break;
      groups.splice(last - 1, 2, {
        sum: one.sum + other.sum - other.size * one.size * gap,
        size: one.size + other.size,
      });
    }
  }
  const positions = new Array(wanted.length);
  let next = 0;
  for (const group of groups) {
    for (let i = 0; i < group.size; i++) positions[order[next++]] = first(group) + i * gap;
  }
  return positions;
}

/**
 * A text in one line, or in two where that is too long and it has several words; what is still too long is cut.
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]}
 */
export function wrapped(text, width, measure) {
  if (measure(text) <= width || !text.includes(" ")) return [shortened(text, width, measure)];
  const words = text.split(" ");
  let count = 1;
  while (count < words.length - 1 && measure(words.slice(0, count + 1).join(" ")) <= width) count++;
  return [words.slice(0, count), words.slice(count)].map((line) => shortened(line.join(" "), width, measure));
}

/**
 * A text, cut to a width, with an ellipsis.
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string}
 */
export function shortened(text, width, measure) {
  if (measure(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && measure(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
