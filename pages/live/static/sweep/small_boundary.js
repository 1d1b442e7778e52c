// The output of a run over the plane, or over one feature, small: its weights are fetched, and worked out in the browser.
// @ts-check

import { reachOf, shades } from "../boundary/colors.js";
import { drawCurve } from "../curve/curve_drawing.js";
import { heightsOf } from "../curve/heights.js";
import { decodeParameters, network } from "../math/network.js";
import { Passes } from "../math/passes.js";
import { paintGrid } from "../ui/shades.js";

/** @import { Data } from "../connection/documents.js" */
/** @import { NetworkDescription, NotebookRow, RunPayload } from "../connection/wire.js" */
/** @import { Channels } from "../ui/shades.js" */

const BEYOND = "999999999999999"; // a cursor after all that there is: only the network is asked for

/**
 * @param {HTMLCanvasElement} canvas
 * @param {NotebookRow} row
 * @param {{ data: Data, description: NetworkDescription, colors: Channels }} page the data, which are the run's as well
 * @returns {Promise<void>}
 */
export async function drawSmallBoundary(canvas, row, { data, description, colors }) {
  const url = `api/runs/${row.id}?since=${BEYOND}&generation=${row.generation}&weights=-1`;
  const response = await fetch(new URL(url, document.baseURI), { cache: "no-store" });
  if (!response.ok) return;
  /** @type {RunPayload} */
  const { network: sent } = await response.json();
  if (!sent) return;
  const passes = new Passes({ ...description, sizes: row.sizes }, data);
  if (!passes.fit) return;
  const net = network(row.sizes, row.activations, decodeParameters(sent.theta));
  if (data.curve) {
    const line = passes.overFeature(net, "coarse");
    const model = { data: { ...data, curve: data.curve }, description, colors, square: data.square ?? [-1, 1] };
    const heights = heightsOf(line, model.data);
    drawCurve(canvas, { at: line.at, heights, ...model, tests: false, probed: null });
    return;
  }
  const { A, n } = passes.overPlane(net, "coarse");
  const output = { A: A[A.length - 1], n };
  paintGrid(canvas, n, shades(output, description, colors, { discrete: false, reach: reachOf(data) }));
}
