// Over which examples the gradients on the picture are taken, in words, where that is not all there is to say.

import { fill, whole } from "../ui/format.js";

// train: {count, of} of the examples that the browser computes with; null as long as there are none
export function gradientNote({ batch_size: size }, train, texts, language) {
  if (!train) return "";
  const isThinned = train.count < train.of;
  const isBatch = size !== null && size < train.of;
  if (!isThinned && !isBatch) return "";
  const values = { count: whole(train.count, language), of: whole(train.of, language), size };
  return [
    fill(isThinned ? texts.gradient_over_some : texts.gradient_over_all, values),
    isBatch ? fill(texts.gradient_of_batch, values) : "",
  ].join("");
}
