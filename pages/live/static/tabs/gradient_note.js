// The examples over which the gradients on the picture are taken, in words, where that is not all there is to say.
// @ts-check

import { fill, fillCounted, whole } from "../ui/format.js";

/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/**
 * The note; "" where the gradients are over all examples, as a step takes them.
 * @param {Pick<NetworkDescription, "batch_size">} description
 * @param {{ count: number, of: number } | null | undefined} train the examples that the browser computes with, if there are any
 * @param {Texts} texts
 * @param {string} [language]
 * @returns {string}
 */
export function gradientNote({ batch_size: size }, train, texts, language) {
  if (!train) return "";
  const isThinned = train.count < train.of;
  const isBatch = size !== null && size < train.of;
  if (!isThinned && !isBatch) return "";
  const values = { count: whole(train.count, language), of: whole(train.of, language), size };
  return [
    isThinned
      ? fill(texts.gradient_over_some, values)
      : fillCounted(texts, "gradient_over_all", train.of, { count: values.of }),
    isBatch ? fill(texts.gradient_of_batch, values) : "",
  ].join("");
}
