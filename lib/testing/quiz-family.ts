import type pg from "pg";
import { FAMILIES, type Family } from "@/lib/families/registry";

/** A kind that the code does not mention. Everything that all rooms share must work for it as soon as it is registered. */
export const QUIZ: Family = { kind: "quiz", label: "Quiz", plural: "Quizzes", isCopied: false };

export const WITH_QUIZ: readonly Family[] = [...FAMILIES, QUIZ];

/** Opens a quiz of the account 7 and returns its id. */
export async function openQuiz(
  pool: pg.Pool,
  room: { spaceId: string; id: string; name: string },
): Promise<string> {
  await pool.query(
    `insert into room (space_id, id, kind, name, created_at, owner_id, creator_id, creator_name, people_count,
       last_activity_at, expires_at)
     values ($1, $2, 'quiz', $3, now(), '7', 'u-99', 'Ines', 5, now(), now() + interval '30 days')`,
    [room.spaceId, room.id, room.name],
  );
  return room.id;
}
