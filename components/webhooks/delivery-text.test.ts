import { expect, test } from "vitest";
import type { AttemptLine, DeliveryLine } from "@/lib/webhooks/list-deliveries";
import { answerText } from "./delivery-text";

const AT = { at: "2026-11-19T20:18:39Z", tookMs: 3, response: null };
const FINE: AttemptLine = { ...AT, status: 204, error: null };
const WRONG: AttemptLine = { ...AT, status: 500, error: "It answered 500." };
const SILENT: AttemptLine = { ...AT, status: null, error: "No answer came." };

test.each<[string, DeliveryLine["state"], number, AttemptLine[], string]>([
  ["a new one", "pending", 0, [], "not tried yet"],
  ["one whose attempt failed", "pending", 1, [WRONG], "500"],
  ["one that got no answer", "pending", 2, [SILENT, WRONG], "no answer"],
  ["a delivered one", "delivered", 2, [FINE, WRONG], "204"],
  ["one that was delivered and is replayed", "pending", 0, [FINE], "to be sent again"],
  ["one whose replay is being sent", "pending", 1, [FINE], "to be sent again"],
  ["one that was given up and is replayed", "pending", 0, [WRONG], "to be sent again"],
  ["one whose replay failed", "pending", 1, [WRONG, FINE], "500"],
  ["one whose replay was cancelled", "failed", 0, [FINE], "not sent again"],
  ["one that was cancelled before its first attempt", "failed", 0, [], "never tried"],
  ["one that was given up", "failed", 8, [WRONG], "500"],
  ["one with a failed attempt beside the successful one", "delivered", 1, [SILENT, FINE], "204"],
])("%s", (_, state, attempts, log, expected) => {
  const line = { id: "msg_1", type: "room.created", roomName: "r", at: new Date(0) };
  expect(answerText({ ...line, state, attempts, nextAttemptAt: null, log })).toBe(expected);
});
