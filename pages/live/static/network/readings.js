// What is said where the pointer is, as HTML: of a weight, of a unit, of a place of the plane.

import { escapeHtml, short, symbol } from "../ui/words.js";
import { equation } from "./equation.js";

// hovered: {layer, row, column} or {layer, unit}; values: {net, example, gradient}
export function tip(hovered, values, description, texts) {
  if (hovered.unit === undefined) return ofWeight(hovered, values);
  const name = `<p class="dnn-net-quiet">${escapeHtml(values.example.name)}`;
  if (hovered.layer === 0) return `${ofInput(hovered, values, description)}${name}</p>`;
  return `${ofUnit(hovered, values, texts)}${name} · ${escapeHtml(texts.click_enlarges)}</p>`;
}

function ofWeight({ layer, row, column }, { net, gradient }) {
  const { W, before, start } = net.layers[layer - 1];
  const place = row * before + column;
  const w = symbol("w", layer, row, column);
  return `<p>${w} = <b>${short(W[place])}</b></p><p>d${w} = <b>${short(gradient[start + place])}</b></p>`;
}

function ofInput({ unit }, { example }, description) {
  return `<p>${escapeHtml(description.input_names[unit])} = <b>${short(example.A[0][unit])}</b></p>`;
}

function ofUnit(hovered, { net, example, gradient }, texts) {
  const { layer, unit } = hovered;
  const { b, n, before, start } = net.layers[layer - 1];
  const bias = symbol("b", layer, unit);
  return (
    `${equation(net, hovered, example, texts)}` +
    `<p>${bias} = ${short(b[unit])}, d${bias} = ${short(gradient[start + n * before + unit])}</p>`
  );
}

// The prediction at a place of the plane; `output` (n_y,) is null as long as there is no network.
export function prediction(x1, x2, output, { task, classes }) {
  const where = `x₁ = ${short(x1)}, x₂ = ${short(x2)}`;
  if (!output) return where;
  if (task === "regression") return `${where}<br>ŷ = <b>${short(output[0])}</b>`;
  const best = task === "binary" ? Number(output[0] > 0.5) : output.indexOf(Math.max(...output));
  const share = task === "binary" ? output[0] : output[best];
  const y = task === "binary" ? "ŷ" : `ŷ<sub>${best + 1}</sub>`;
  return `${where}<br>${y} = <b>${share.toFixed(3)}</b> · ${escapeHtml(classes[best])}`;
}
