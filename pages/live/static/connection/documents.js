// The data and large initial networks as their routes tell them, their arrays decoded.

import { decode } from "../math/network.js";

const waiting = new Map();

// The data at this address, fetched once a page; the promise fails where there are none.
export const loadData = (url) => load(url, decoded);

// The initial weights θ (P,) at this address.
export const loadNetwork = (url) => load(url, ({ theta }) => decode(theta));

function load(url, read) {
  if (!waiting.has(url)) {
    const promise = fetch(new URL(url, document.baseURI), { credentials: "same-origin" }).then(async (response) => {
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      return read(await response.json());
    });
    promise.catch(() => waiting.delete(url));
    if (waiting.size > 20) waiting.clear();
    waiting.set(url, promise);
  }
  return waiting.get(url);
}

export function decoded(told) {
  const n_x = told.features.length;
  const examples = (part) => {
    const [X, Y] = [decode(part.X), decode(part.Y)];
    return { ...part, X, Y, labels: labelsOf(Y, part.count, told.task) };
  };
  const points = (part) => {
    const [both, Y] = [decode(part.points), decode(part.Y)];
    const [x1, x2] = [both.subarray(0, part.count), both.subarray(part.count)];
    return { count: part.count, of: part.of, x1, x2, Y, labels: labelsOf(Y, part.count, told.task) };
  };
  const plane = told.plane && { train: points(told.plane.train), test: points(told.plane.test) };
  return { ...told, n_x, plane, train: examples(told.train), test: examples(told.test), square: square(plane) };
}

// A part with at most so many of its examples, evenly spread from the first to the last.
export function thinned(part, most) {
  const { X, Y, labels, numbers, count } = part;
  if (count <= most) return part;
  const chosen = Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, most - 1)));
  const columns = (rows) =>
    Float64Array.from(
      { length: (rows.length / count) * most },
      (_, place) => rows[Math.floor(place / most) * count + chosen[place % most]],
    );
  const kept = { numbers: chosen.map((i) => numbers[i]), labels: columns(labels), X: columns(X), Y: columns(Y) };
  return { ...part, ...kept, count: most };
}

// Class numbers of the columns of Y (n_y, m), or the targets themselves of a regression.
export function labelsOf(Y, m, task) {
  if (task !== "multiclass") return Y.slice(0, m);
  const n_y = Y.length / m;
  return Float64Array.from({ length: m }, (_, i) => {
    let best = 0;
    for (let k = 1; k < n_y; k++) if (Y[k * m + i] > Y[best * m + i]) best = k;
    return best;
  });
}

// The square of the plane that is drawn: as wide as the farthest point, and a little more.
function square(plane) {
  if (!plane) return null;
  let far = 1;
  for (const { x1, x2 } of [plane.train, plane.test]) {
    for (const value of x1) far = Math.max(far, Math.abs(value));
    for (const value of x2) far = Math.max(far, Math.abs(value));
  }
  const reach = Math.min(4, Math.ceil(far * 10.5) / 10);
  return [-reach, reach];
}
