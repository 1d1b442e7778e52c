// A document that is posted to a route, and the answer to it.
// @ts-check

/** What the server says to something that it does not do. */
export class Refusal extends Error {}

/**
 * Post a document; the promise is rejected with a Refusal where the server does not do what it asks for.
 * @param {string} path
 * @param {object} content
 * @param {number} milliseconds after which there is no answer any more
 * @returns {Promise<any>} the document that is answered
 */
export async function post(path, content, milliseconds) {
  const response = await fetch(new URL(path, document.baseURI), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(milliseconds),
  });
  const body = await response.json();
  if (!response.ok) throw new Refusal(body.error);
  return body;
}
