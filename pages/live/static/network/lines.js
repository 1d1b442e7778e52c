// The weights as lines between units: how one is drawn, and which one is near a place.

import { css } from "../ui/shades.js";

const NEAR = 7; // pixels from a line that still mean it

// line: {layer, row, column, x0, y0, x1, y1}; share: the weight, from -1 to 1, or no finite number; `emphasis` is "plain",
// "faded" or "meant".
export function drawLine(context, line, share, colors, emphasis) {
  const isFinite = Number.isFinite(share);
  const strength = isFinite ? Math.abs(share) : 0.2;
  if (emphasis === "meant") stroke(context, line, { color: colors.text, width: 4.5 + 5 * strength, alpha: 0.9 });
  if (emphasis === "meant") stroke(context, line, { color: colors.page, width: 2 + 5 * strength, alpha: 1 });
  const color = !isFinite ? colors.muted : share < 0 ? colors.negative : colors.positive;
  const alpha = emphasis === "meant" ? 1 : (0.35 + 0.65 * Math.sqrt(strength)) * (emphasis === "faded" ? 0.3 : 1);
  stroke(context, line, { color, width: 0.5 + 5 * strength, alpha, dash: isFinite ? [] : [4, 4] });
}

function stroke(context, { x0, y0, x1, y1 }, { color, width, alpha, dash = [] }) {
  const middle = (x0 + x1) / 2;
  context.globalAlpha = alpha;
  context.strokeStyle = css(color);
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(middle, y0, middle, y1, x1, y1);
  context.stroke();
}

// How a line lines while something is pointed at: a line or a unit, {layer, row, column} or {layer, unit}.
export function emphasisOf({ layer, row, column }, pointed) {
  if (!pointed) return "plain";
  if (pointed.unit === undefined) {
    return pointed.layer === layer && pointed.row === row && pointed.column === column ? "meant" : "plain";
  }
  const leadsIn = pointed.layer === layer && pointed.unit === row;
  const leadsOut = pointed.layer === layer - 1 && pointed.unit === column;
  return leadsIn || leadsOut ? "plain" : "faded";
}

// The line nearest to a place, {layer, row, column}; null where none is near.
export function nearestLine(lines, x, y) {
  let [best, distance] = [null, NEAR];
  for (const line of lines) {
    if (x < line.x0 || x > line.x1) continue;
    const away = Math.abs(heightAt(line, (x - line.x0) / (line.x1 - line.x0)) - y);
    if (away < distance) [best, distance] = [line, away];
  }
  return best && { layer: best.layer, row: best.row, column: best.column };
}

// The height of a line at a share of its width: x(t) of the curve is inverted by halving, its y is the smooth step.
function heightAt({ y0, y1 }, share) {
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < share) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return y0 + (y1 - y0) * t * t * (3 - 2 * t);
}
