import type { AttemptLine, DeliveryLine } from "@/lib/webhooks/list-deliveries";

/**
 * The result of the latest attempts, to stand beside the state of a message. A delivered message that will be sent again still has its old
 * attempts, so the last answer alone does not explain its state.
 */
export function answerText({ state, log, attempts }: DeliveryLine): string {
  const [last] = log;
  if (!last) return state === "failed" ? "never tried" : "not tried yet";
  const isFine = last.error === null;
  if (state === "pending" && (attempts === 0 || isFine)) return "to be sent again";
  if (state === "failed" && isFine) return "not sent again";
  if (state === "delivered" && !isFine) {
    // An attempt that was made beside the one that delivered the message.
    const accepted = log.find(({ error }) => error === null);
    return accepted ? answerOf(accepted) : "";
  }
  return answerOf(last);
}

function answerOf({ status, error }: AttemptLine): string {
  if (status !== null) return String(status);
  return error === null ? "" : "no answer";
}
