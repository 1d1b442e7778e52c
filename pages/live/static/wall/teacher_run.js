// The run of the teacher's own that is shown with those of the class, as a tile that no member has. No DOM.
// @ts-check

import { fill } from "../ui/format.js";

/** @import { RoomMemberTile, RoomTeacherRun } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** The id of the tile, by which it is presented. */
export const TEACHER = "teacher";

/**
 * What is said of a run of the teacher's own: that it is hers, and what she has called it.
 * @param {Pick<RoomTeacherRun, "name">} teacher
 * @param {Texts} texts
 */
export const teacherName = ({ name }, texts) => (name ? fill(texts.teacher_run, { name }) : texts.teacher);

/**
 * @param {RoomTeacherRun | null} teacher
 * @param {Texts} texts
 * @returns {RoomMemberTile | null} null where none of hers is shown
 */
export function teacherTile(teacher, texts) {
  if (!teacher) return null;
  return {
    ...{ id: TEACHER, seat: 0, name: teacherName(teacher, texts), is_own_name: false, is_present: true },
    ...{ signal: "none", signal_at: 0, need: "none", has_reached_goal: false, position: null, question: null },
    ...{ prediction: null, latest_vote: 0, value: null, follows: 0, returned: 0, star: null },
    ...{ run: teacher.run, network: teacher.network },
  };
}
