// The weights as lines between units: how one is drawn, and which one is near a place.

import { css } from "./shades.js";

const NEAR = 7; // pixels from a line that still mean it

// line: {layer, row, column, x0, y0, x1, y1}; share: the weight, from -1 to 1.
export function drawLine(context, { x0, y0, x1, y1 }, share, colors) {
  const middle = (x0 + x1) / 2;
  const strength = Math.abs(share);
  context.globalAlpha = 0.35 + 0.65 * Math.sqrt(strength);
  context.strokeStyle = css(share < 0 ? colors.negative : colors.positive);
  context.lineWidth = 0.5 + 5 * strength;
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(middle, y0, middle, y1, x1, y1);
  context.stroke();
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
