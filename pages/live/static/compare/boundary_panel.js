// The output of a compared network over the plane, with the training points on it.
// @ts-check

import { pointColor, reachOf, shades } from "../boundary/colors.js";
import { pixelsOf } from "../boundary/plane.js";
import { contextOf } from "../ui/elements.js";
import { css, paintGrid } from "../ui/shades.js";

/** @import { PanelModel } from "./panels.js" */

const SIZE = 220; // pixels of the canvas of points
const RADIUS = 2.6;
const MAX_POINTS = 300;

/**
 * @param {HTMLElement} cell
 * @param {PanelModel} model
 * @returns {boolean} whether there is anything to see
 */
export function drawBoundary(cell, { run, frame, passes, colors, texts }) {
  const { network } = run;
  const { net } = frame;
  if (!net || !passes?.data.plane) return false;
  if (!cell.firstElementChild) {
    cell.innerHTML =
      '<div class="dnn-compare-square"><canvas role="img"></canvas><canvas aria-hidden="true"></canvas></div>';
  }
  const [plane, points] = cell.querySelectorAll("canvas");
  plane.setAttribute("aria-label", texts.panel_boundary);
  const { data } = passes;
  const { A, n } = passes.overPlane(net, "coarse");
  const reach = reachOf(data);
  paintGrid(plane, n, shades({ A: A[A.length - 1], n }, network, colors, { discrete: false, reach }));
  const { x1, x2, labels, count } = passes.data.plane.train;
  const state = `${network.data_url} ${css(colors.edge)}`;
  if (points.dataset.state === state) return true;
  points.dataset.state = state;
  Object.assign(points, { width: 2 * SIZE, height: 2 * SIZE });
  const context = contextOf(points);
  context.scale(2, 2);
  context.lineWidth = 0.7;
  context.strokeStyle = css(colors.edge);
  for (let i = 0; i < count; i += Math.max(1, Math.floor(count / MAX_POINTS))) {
    const [x, y] = pixelsOf({ x1: x1[i], x2: x2[i] }, data.square ?? [-1, 1], SIZE);
    context.beginPath();
    context.arc(x, y, RADIUS, 0, 2 * Math.PI);
    context.fillStyle = pointColor(labels[i], network, colors, reach);
    context.fill();
    context.stroke();
  }
  return true;
}
