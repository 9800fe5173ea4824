import { counted } from "@/lib/core/counted";
import { countMade, type Settled } from "@/lib/people/settle-made";

/** What became of what an account made, as a sentence behind another: " 2 tokens are revoked, 1 webhook is turned off." */
export function settledSentence({ made, tokens, webhooks }: Settled): string {
  if (tokens + webhooks === 0) return "";
  if (made === "keep") return ` What they made stays: ${countMade({ tokens, webhooks })}.`;
  const is = (count: number) => (count === 1 ? "is" : "are");
  const parts = [
    tokens > 0 ? `${counted(tokens, "token")} ${is(tokens)} revoked` : "",
    webhooks > 0 ? `${counted(webhooks, "webhook")} ${is(webhooks)} turned off` : "",
  ];
  return ` ${parts.filter(Boolean).join(", ")}.`;
}
