import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { TRIED } from "./attempt-text";
import { AUDIT_ACTIONS, isAuditAction, ROOM_ACTIONS } from "./audit-action";
import { auditText } from "./audit-text";
import { DONE } from "./done-text";
import type { AuditLine } from "./list-audit";

const LINE: AuditLine = {
  ...{ id: "1", at: "2026-11-19T20:18:39Z", actorKind: "person", actorId: null },
  ...{ actorName: "Somebody", action: "room.save", outcome: "refused", code: "unauthorized" },
  ...{ roomId: null, roomName: null, ownerId: null, ownerName: null, subject: null },
  ...{ detail: null, requestId: null, count: 1, firstAt: null, spaceName: null },
};

/** The line as the audit page shows it, without its reason. */
function sentence(line: Partial<AuditLine>): string {
  const whole = { ...LINE, ...line };
  const { did, object, after } = auditText(whole);
  const parts = [whole.actorName, did, whole.roomName ?? object ?? "", after];
  return parts.filter(Boolean).join(" ");
}

/** The facts that are stored with an action. */
const FACTS = { role: "admin", sessions: 2, days: 7, deliveries: 3, method: "plex" };

/** A sentence that ends here lacks its object. */
const ENDS_TOO_EARLY =
  /\b(of|to|for|into|from|with|the|a|when|delete|deleted|save|saved|lock|run)$/;

describe.each(AUDIT_ACTIONS.map((action) => [action] as const))("%s", (action) => {
  const actionText = action.replaceAll(/[.-]/g, " ");
  const isPlain = (said: string) => {
    expect(said).toMatch(/^Somebody [a-z]+ [\p{L}\p{N}“” ’'-]+$/u);
    expect(said).not.toMatch(/undefined|null|NaN| {2}/);
    if (action.includes(".")) expect(said).not.toContain(action);
    if (/[.]\w+s?$/.test(action)) expect(said.endsWith(` ${actionText}`), said).toBe(false);
  };

  test("an attempt is a sentence, with and without the name of what it was about", () => {
    for (const outcome of ["refused", "failed"] as const) {
      const said = sentence({ action, outcome });
      isPlain(said);
      expect(said).toMatch(/^Somebody tried to [a-z]+ /);
      expect(said).not.toMatch(ENDS_TOO_EARLY);
      const named = sentence({ action, outcome, roomName: "Movie night" });
      isPlain(named);
      expect(named).toContain(" Movie night");
      expect(named).not.toMatch(/\b(a room|an address|a space|somebody)\b/);
    }
  });

  test("what was done is a sentence", () => {
    if (!DONE[action]) return;
    const isOfRoom = (ROOM_ACTIONS as readonly string[]).includes(action);
    const name = isOfRoom ? { roomName: "Movie night" } : { subject: "Living room" };
    isPlain(sentence({ action, outcome: "done", code: null, ...name, detail: FACTS }));
    if (!isOfRoom) return;
    expect(sentence({ action, outcome: "done", detail: FACTS })).not.toMatch(ENDS_TOO_EARLY);
  });
});

test.each([
  ["room.save", "Somebody tried to save a room"],
  ["room.rate", "Somebody tried to add ratings to a room"],
  ["room.purge", "Somebody tried to delete a room for good"],
  ["lease.hold", "Somebody tried to take the lease of a room"],
  ["media.put", "Somebody tried to name films"],
  ["person.unban", "Somebody tried to let somebody back in"],
  ["made.up", "Somebody tried to do “made.up”"],
])("an attempt of %s: %s", (action, said) => {
  expect(sentence({ action })).toBe(said);
});

test("no two actions have the same text", () => {
  const said = Object.values(TRIED);
  expect(new Set(said).size).toBe(said.length);
});

test("the reason why a room is gone is not confused with the reason of a refused sign-in", () => {
  const why = (line: Partial<AuditLine>) => auditText({ ...LINE, ...line }).why;
  const detail = { reason: "expired" };
  expect(why({ action: "room.save", code: "gone", detail })).toBe("The room had expired");
  expect(why({ action: "session.create", code: "forbidden", detail })).toBe("The link was too old");
  expect(why({ action: "room.save", code: "locked", detail })).toBe("The room is locked");
});

test("SQL functions record no action that is not in the list", () => {
  const lib = path.resolve(import.meta.dirname, "..");
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/test|generated/.test(name))
    .map((name) => readFileSync(path.join(lib, name), "utf8"));
  const kinds = files.flatMap((text) =>
    [...text.matchAll(/'([a-z]+\.[a-z-]+)', '(?:done|refused|failed)'/g)].map(([, kind]) => kind),
  );
  expect(kinds.length).toBeGreaterThan(3);
  expect(kinds.filter((kind = "") => !isAuditAction(kind))).toEqual([]);
});
