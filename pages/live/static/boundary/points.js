// The points of both parts on the plane: circles for training, squares for testing; the chosen one ringed.

import { css } from "../ui/shades.js";

const RADIUS = 3.4;

// color(label) and place({x1, x2}) -> [x, y] in pixels
export function drawPoints(canvas, { plane, tests, dragged, chosen, cross, colors, color, place }) {
  const context = cleared(canvas);
  for (const part of tests ? ["train", "test"] : ["train"]) {
    const { x1, x2, labels, count } = plane[part];
    const { near, there } = dragged ?? {};
    context.lineWidth = 1;
    context.strokeStyle = css(colors.edge);
    for (let i = 0; i < count; i++) {
      const isDragged = near?.part === part && near.number === i;
      context.fillStyle = color(labels[i]);
      mark(context, part, ...place(isDragged ? there : { x1: x1[i], x2: x2[i] }));
    }
  }
  context.strokeStyle = css(colors.text);
  if (chosen) ring(context, ...place(chosen));
  if (cross) crosshair(context, ...place(cross));
}

function cleared(canvas) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const size = canvas.clientWidth;
  const pixels = Math.round(size * ratio);
  if (canvas.width !== pixels || canvas.height !== pixels) Object.assign(canvas, { width: pixels, height: pixels });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size, size);
  return context;
}

function mark(context, part, x, y) {
  context.beginPath();
  if (part === "train") context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  else context.rect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
  context.fill();
  context.stroke();
}

function ring(context, x, y) {
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(x, y, RADIUS + 5, 0, 2 * Math.PI);
  context.stroke();
}

function crosshair(context, x, y) {
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - 9, y);
  context.lineTo(x + 9, y);
  context.moveTo(x, y - 9);
  context.lineTo(x, y + 9);
  context.stroke();
}
