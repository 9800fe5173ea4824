import { actorIdOf, type Context } from "@/lib/core/context";
import { processContext } from "@/lib/wire/process-context";

/**
 * Makes a file of much that is stored: one at a time for each person, few at a time for all, so that downloads keep nobody else
 * waiting. Throws `overloaded` when it would not be their turn soon.
 */
export function heavyTurn<T>(ctx: Context, make: () => Promise<T>): Promise<T> {
  const key = actorIdOf(ctx.actor) ?? "";
  return processContext().admission.run({ lane: "heavy", key, alone: key }, make);
}
