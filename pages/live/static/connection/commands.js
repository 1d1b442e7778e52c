// Commands to a run by its own route, which no rerun of the page waits for.
// @ts-check

/** @import { CommandRequest, RunPayload } from "./wire.js" */

const TIMEOUT_MS = 15_000; // after which the page is to act instead

/**
 * Send a command to a run.
 * @param {string} runUrl
 * @param {CommandRequest} request
 * @returns {Promise<RunPayload>} what is new about the run; rejected with the server's sentence where it does not obey
 */
export async function postCommand(runUrl, request) {
  const response = await fetch(new URL(`${runUrl}/commands`, document.baseURI), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}
