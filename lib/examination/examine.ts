import { RoomkeeperError } from "@/lib/core/errors";
import type { Problem, Subject } from "./check";
import { CHECKS } from "./checks";

/** Runs every check and resolves with the problems that they found. Rejects if the database fails. */
export async function examine(subject: Subject): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { part, examine: ask } of CHECKS) {
    const sentence = await ask(subject);
    if (sentence !== null) problems.push({ part, sentence });
  }
  return problems;
}

/** Throws the first problem as one sentence, for a start that cannot succeed. */
export async function requireSound(subject: Subject): Promise<void> {
  const [problem] = await examine(subject);
  if (problem) throw new RoomkeeperError("unavailable", problem.sentence);
}
