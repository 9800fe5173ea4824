import { readFileSync } from "node:fs";
import path from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PurgeDialog } from "./purge-dialog";
import { whatStays } from "./what-stays";

const ROOM = { id: "rm_1", name: "attic", ratingCount: 1, peopleCount: 1, matchCount: 0 };
const draw = (kind: string) =>
  renderToStaticMarkup(
    <PurgeDialog
      id="purge"
      room={{ ...ROOM, kind, purgeAt: null }}
      now={new Date(0)}
      returnTo="/"
    />,
  );

/** How the question names each table in which lib/rooms/purge-room.test.ts finds the room after its purge. */
const TOLD: Record<string, RegExp> = {
  room_tombstone: /name[s]? and opening time[s]?, to refuse late saves/,
  audit_entry: /lines in the audit log/,
  event_outbox: /and the events/,
};

test("the questions before a purge name everything that stays in the database", () => {
  const source = path.join(import.meta.dirname, "../../lib/rooms/purge-room.test.ts");
  const remembers = /MAY_REMEMBER = \[(.*?)\]/.exec(readFileSync(source, "utf8"))?.[1] ?? "";
  const tables = [...remembers.matchAll(/"(\w+)"/g)].map(([, table = ""]) => table);
  expect([...tables, "room_tombstone"].sort()).toEqual(Object.keys(TOLD).sort());
  for (const told of Object.values(TOLD)) {
    expect(draw("match")).toMatch(told);
    expect(whatStays(["match"], 2)).toMatch(told);
  }
});

test("of a room of another kind, the id stays", () => {
  expect(draw("chat")).toContain("its id and opening time");
  expect(whatStays(["chat"], 2)).toContain("their ids and opening times");
  expect(whatStays(["chat", "match"], 2)).toContain("their ids or names and opening times");
});
