// Numbers and times as text: whole numbers grouped, costs with three digits or more, scores, durations.
// @ts-check

const NONE = "–";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A finite number, and nothing else.
 * @param {unknown} value
 * @returns {value is number}
 */
export const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/**
 * 12345 -> "12,345"
 * @param {number | null | undefined} value
 * @param {string} [language]
 * @returns {string}
 */
export function whole(value, language) {
  return isNumber(value) ? Math.round(value).toLocaleString(language) : NONE;
}

/**
 * 0.693147 -> "0.6931"; 0.0312456 -> "0.0312"; 0.000012 -> "1.20×10⁻⁵". Zeros at the end stay, so that a number that changes
 * takes the same room.
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function cost(value) {
  if (!isNumber(value)) return NONE;
  const size = Math.abs(Number(value.toPrecision(3))); // as it will be read: 0.009999 is 0.0100, no 0.01000
  if (size === 0) return "0";
  if (size < 1e-4 || Math.abs(value) >= 99999.5) return scientific(value);
  if (Math.abs(value) >= 1) return value.toPrecision(5).replace(/^(-?\d{5})\.$/, "$1");
  return value.toFixed(Math.max(4, 2 + Math.ceil(-Math.log10(size))));
}

/**
 * 0.000012 -> "1.20×10⁻⁵"
 * @param {number} value
 * @returns {string}
 */
export function scientific(value) {
  const [digits, exponent] = value.toExponential(2).split("e");
  const raised = [...String(Math.abs(Number(exponent)))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `${digits}×10${Number(exponent) < 0 ? "⁻" : ""}${raised}`;
}

/**
 * An accuracy as a percentage, a coefficient of determination as it is; one of a run that diverges with a power of ten.
 * @param {number | null | undefined} value
 * @param {string} kind "accuracy" or "r2"
 * @returns {string}
 */
export function score(value, kind) {
  if (!isNumber(value)) return NONE;
  if (kind === "accuracy") return `${(100 * value).toFixed(1)}%`;
  return Math.abs(value) < 999.5 ? value.toFixed(3) : scientific(value);
}

/**
 * 7384 seconds -> "2:03:04"; 64 -> "1:04"
 * @param {number | null | undefined} seconds
 * @returns {string}
 */
export function duration(seconds) {
  if (!isNumber(seconds)) return NONE;
  const total = Math.max(0, Math.ceil(seconds));
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/**
 * 1234.5 iterations a second -> "1,230"; 12 -> "12.0": three digits are all that stays still long enough to be read.
 * @param {number | null | undefined} value
 * @param {string} [language]
 * @returns {string}
 */
export function rate(value, language) {
  if (!isNumber(value)) return NONE;
  const read = Number(value.toPrecision(3));
  const decimals = read >= 100 ? 0 : read >= 10 ? 1 : 2;
  return read.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/**
 * A learning rate, λ, a batch size, a name, as the visitor typed it.
 * @param {number | string | null | undefined} value
 * @returns {string}
 */
export function setting(value) {
  if (value === null || value === undefined) return NONE;
  return isNumber(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/**
 * Put values into the {names} of a text; a name without a value stays.
 * @param {string} template
 * @param {Record<string, any>} values
 * @returns {string}
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (match, name) => values[name] ?? match);
}

/**
 * A text whose words follow a number, in the form that the language of the texts has for it: "1 point", "2 points".
 * @param {Record<string, string>} texts
 * @param {string} key that of its forms without their endings, the categories of Intl.PluralRules
 * @param {number} number
 * @param {Record<string, any>} [values] those of the template beside {count}, or {count} as it is to be written
 * @returns {string}
 */
export function fillCounted(texts, key, number, values = {}) {
  const category = new Intl.PluralRules(texts.language).select(number);
  return fill(texts[`${key}_${category}`] ?? texts[`${key}_other`], { count: number, ...values });
}
