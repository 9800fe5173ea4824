import type { Actor } from "@/lib/core/actor";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";

/** The context of a verb in a test, with the services that the test shares at the moment of the call. */
export function contextOf(actor: Actor, requestId = "rq_test"): Context {
  return {
    actor,
    requestId,
    get services() {
      return getServices();
    },
  };
}
