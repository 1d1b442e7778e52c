// The points of the plane as they will be when the page has done what is wished: drawn at once, before it has.

// plane: {train, test}, each {x1, x2, labels, count}; edits: [{op: "add" | "move" | "remove" | "clear", …}] in their order, as
// pages/shared/run/edits.py takes them.
export function afterEdits(plane, edits) {
  if (!edits.length) return plane;
  const open = ({ x1, x2, labels, of }) => ({ x1: [...x1], x2: [...x2], labels: [...labels], of });
  const parts = { train: open(plane.train), test: open(plane.test) };
  for (const edit of edits) change(parts, edit);
  for (const part of Object.values(parts)) part.count = part.x1.length;
  return parts;
}

function change(parts, { op, x1, x2, label, from, to }) {
  if (op === "clear")
    return Object.values(parts).forEach((part) => Object.assign(part, { x1: [], x2: [], labels: [] }));
  if (op === "add") {
    parts.train.x1.push(x1);
    parts.train.x2.push(x2);
    parts.train.labels.push(label);
    return;
  }
  const [part, i] = nearestOf(parts, ...(op === "move" ? from : [x1, x2]));
  if (!part) return;
  if (op === "move") [part.x1[i], part.x2[i]] = to;
  else for (const list of [part.x1, part.x2, part.labels]) list.splice(i, 1);
}

function nearestOf(parts, x1, x2) {
  let [best, least] = [[null, 0], Infinity];
  for (const part of Object.values(parts)) {
    part.x1.forEach((value, i) => {
      const away = Math.hypot(value - x1, part.x2[i] - x2);
      if (away < least) [best, least] = [[part, i], away];
    });
  }
  return best;
}
