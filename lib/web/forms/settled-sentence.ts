import { counted } from "@/lib/core/counted";
import { countCreations, type Settled } from "@/lib/people/revoke-or-keep-creations";

/** What happened to an account's tokens and webhooks, as a sentence that follows another one: " 2 tokens are revoked, 1 webhook is turned off." */
export function settledSentence({ made, tokens, webhooks }: Settled): string {
  if (tokens + webhooks === 0) return "";
  if (made === "keep") return ` What they made stays: ${countCreations({ tokens, webhooks })}.`;
  const is = (count: number) => (count === 1 ? "is" : "are");
  const parts = [
    tokens > 0 ? `${counted(tokens, "token")} ${is(tokens)} revoked` : "",
    webhooks > 0 ? `${counted(webhooks, "webhook")} ${is(webhooks)} turned off` : "",
  ];
  return ` ${parts.filter(Boolean).join(", ")}.`;
}
