// The wall as a device knows it: news joined with what was known before, and what a projector turns to by itself. No DOM.
// @ts-check

/** @import { RoomMemberTile, RoomWallDocument } from "../connection/wire.js" */
/** @typedef {"code" | "tiles" | "curves" | "answers" | "presented"} View a view of the room */

/**
 * A document with the parts of its tiles that it left out, since they are as before; null where those are not known.
 * @param {RoomWallDocument | null} before
 * @param {RoomWallDocument} news
 * @returns {RoomWallDocument | null}
 */
export function merged(before, news) {
  if (news.since === -1) return news;
  if (before?.version !== news.since) return null;
  const known = new Map(before.members.map((member) => [member.id, member]));
  const members = news.members.map((member) => completed(known.get(member.id), member));
  return { ...news, since: -1, members };
}

/**
 * A tile with all that it left out; a run without an id is the one that was there before.
 * @param {RoomMemberTile | undefined} before
 * @param {RoomMemberTile} member
 * @returns {RoomMemberTile}
 */
function completed(before, member) {
  const run = member.run && member.run.run === undefined && before?.run ? { ...before.run, ...member.run } : member.run;
  const known = { run: null, network: null, ...before };
  return { ...known, ...member, run: run === undefined ? known.run : run };
}

/**
 * The view that a projector turns to when the teacher does something on another device; null where it stays.
 * @param {RoomWallDocument | null} before
 * @param {RoomWallDocument} now
 * @returns {View | null}
 */
export function turnsTo(before, now) {
  if (!before) return now.presented.length ? "presented" : null;
  if (now.presented.join() !== before.presented.join()) return now.presented.length ? "presented" : "tiles";
  const revealed = new Map(before.questions.map((each) => [each.question, each.revealed]));
  if (now.questions.some((each) => each.revealed > (revealed.get(each.question) ?? 0))) return "answers";
  if (now.teacher && now.teacher.id !== before.teacher?.id) return "curves";
  if (now.push?.kind === "sweep" && now.push.number !== before.push?.number) return "curves";
  return null;
}
