import { RoomkeeperError } from "@/lib/core/errors";
import type { Problem, Subject } from "./check";
import { CHECKS } from "./checks";

/** Asks every check, and resolves with what each of them found wrong. Rejects when the database fails. */
export async function examine(subject: Subject): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { part, examine: ask } of CHECKS) {
    const sentence = await ask(subject);
    if (sentence !== null) problems.push({ part, sentence });
  }
  return problems;
}

/** Throws the first sentence, for whoever starts an instance that could not serve. */
export async function requireSound(subject: Subject): Promise<void> {
  const [problem] = await examine(subject);
  if (problem) throw new RoomkeeperError("unavailable", problem.sentence);
}
