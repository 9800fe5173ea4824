import { actorIdOf } from "@/lib/core/actor";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";

/**
 * Runs a large download in its turn: one at a time per person and a few at a time for all, so that downloads do not keep others
 * waiting. Throws `overloaded` if the turn would not come soon.
 */
export function runHeavyDownload<T>(ctx: Context, make: () => Promise<T>): Promise<T> {
  const key = actorIdOf(ctx.actor) ?? "";
  return getServices().admission.run({ lane: "heavy", key, alone: key }, make);
}
