import type { Analytics } from "./figures";

const ANSWERS_MAX = 64;

/**
 * Answers that were worked out before, by question, each with the state of the rooms it was worked out from. An answer is only
 * given again while the database says that state is still the same, so instances need not tell each other anything.
 */
const answers = new Map<string, { state: string; figures: Omit<Analytics, "hasRooms"> }>();

/** The earlier answer to the same question over the same state of the rooms, or a new one from `count`. */
export async function seenBefore(
  question: string,
  state: string,
  count: () => Promise<Omit<Analytics, "hasRooms">>,
): Promise<Omit<Analytics, "hasRooms">> {
  const known = answers.get(question);
  answers.delete(question);
  const figures = known?.state === state ? known.figures : await count();
  answers.set(question, { state, figures });
  const [oldest] = answers.keys();
  if (answers.size > ANSWERS_MAX && oldest !== undefined) answers.delete(oldest);
  return figures;
}
