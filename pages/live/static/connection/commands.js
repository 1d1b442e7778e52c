// Commands to a run by its own route, which no rerun of the page waits for.
// @ts-check

import { post } from "./post.js";

/** @import { CommandRequest, RunPayload } from "./wire.js" */

const TIMEOUT_MS = 15_000; // after which the page is to act instead

/**
 * Send a command to a run.
 * @param {string} runUrl
 * @param {CommandRequest} request
 * @returns {Promise<RunPayload>} what is new about the run; rejected with the server's sentence where it does not obey
 */
export const postCommand = (runUrl, request) => post(`${runUrl}/commands`, request, TIMEOUT_MS);
