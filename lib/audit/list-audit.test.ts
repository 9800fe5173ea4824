import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/api/dashboard/audit/csv/route";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";
import { person } from "@/lib/testing/actors";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices } from "@/lib/testing/fresh-services";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { AUDIT_ACTIONS } from "./audit-action";
import { AUDIT_CHOICES, auditFilter, readAuditQuery } from "./audit-query";
import { auditText } from "./audit-text";
import { type AuditFilter, type AuditLine, listAudit } from "./list-audit";
import { recordAudit } from "./record-audit";

const admin = person("1", "tomasz", "admin");
let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  await getServices().pool.query(
    `delete from audit_entry;
     insert into audit_entry (at, actor_kind, actor_id, actor_name, action, outcome, code, room_id, room_name,
       subject, detail, request_id)
     values
       (now() - interval '40 days', 'person', '1', 'tomasz', 'person.ban', 'done', null, null, null, 'Sven', '{"reason":"Noise"}', 'rq_1'),
       (now() - interval '3 days', 'token', 'tk', 'kitchen', 'room.create', 'done', null, 'rm_1', '100% horror', null, null, 'rq_2'),
       (now() - interval '2 days', 'person', '5', 'Sven', 'room.delete', 'refused', 'not_found', 'rm_1', '100% horror', null, null, 'rq_3'),
       (now() - interval '1 hour', 'system', null, 'Sweeper', 'room.expire', 'done', null, 'rm_2', '=HYPERLINK("x")', null, null, 'rq_4')`,
  );
});
afterAll(() => fresh.close());

async function found(filter: AuditFilter & { before?: string; limit?: number }): Promise<string[]> {
  const { lines } = await listAudit(admin, filter);
  return lines.map(({ requestId }) => requestId ?? "");
}

describe("filters", () => {
  it.each<[string, AuditFilter, string[]]>([
    ["none", {}, ["rq_4", "rq_3", "rq_2", "rq_1"]],
    ["the last 30 days", { days: 30 }, ["rq_4", "rq_3", "rq_2"]],
    ["people", { who: "people" }, ["rq_3", "rq_1"]],
    ["game servers", { who: "servers" }, ["rq_2"]],
    ["Roomkeeper itself", { who: "instance" }, ["rq_4"]],
    ["rooms", { what: "rooms" }, ["rq_4", "rq_3", "rq_2"]],
    ["refused", { outcome: "refused" }, ["rq_3"]],
    ["a name, as actor and as subject", { search: "sven" }, ["rq_3", "rq_1"]],
    ["a room with a wildcard in its name", { search: "100%" }, ["rq_3", "rq_2"]],
    ["a lone wildcard", { search: "%" }, ["rq_3", "rq_2"]],
    ["a request id", { search: "rq_4" }, ["rq_4"]],
    ["a part of a request id", { search: "rq_" }, []],
  ])("%s", async (_name, filter, ids) => {
    expect(await found(filter)).toEqual(ids);
  });

  it("pages by key, without gap or repetition", async () => {
    const first = await listAudit(admin, { limit: 3 });
    expect(first.lines.length).toBe(3);
    const second = await listAudit(admin, { limit: 3, before: first.next ?? "" });
    expect(second.lines.map(({ requestId }) => requestId)).toEqual(["rq_1"]);
    expect(second.next).toBeNull();
  });

  it("a line for equal refusals has the time of the last one and says when the first was", async () => {
    const pool = getServices().pool;
    const refusal = { action: "token.get", outcome: "refused", code: "unauthorized" } as const;
    const nobody = contextOf({ kind: "nobody" }, "rq_first");
    await recordAudit(pool, nobody, refusal);
    // The test simulates an hour of equal refusals without waiting for it.
    await pool.query("update audit_entry set at = at - interval '20 minutes' where action = $1", [
      "token.get",
    ]);
    const between: Context = { ...admin, requestId: "rq_between" };
    await recordAudit(pool, between, { action: "webhook.test", outcome: "done" });
    await recordAudit(pool, { ...nobody, requestId: "rq_second" }, refusal);
    await recordAudit(pool, { ...nobody, requestId: "rq_last" }, refusal);
    const { lines } = await listAudit(admin, { limit: 2 });
    expect(lines.map(({ requestId, count }) => [requestId, count])).toEqual([
      ["rq_last", 3],
      ["rq_between", 1],
    ]);
    const [{ at, firstAt } = { at: "", firstAt: "" }, single] = lines;
    const minutes = (Date.parse(at) - Date.parse(firstAt ?? "")) / 60_000;
    expect(minutes).toBeGreaterThan(19.9);
    expect(minutes).toBeLessThan(60);
    expect(single?.firstAt).toBeNull();
    const everything: AuditLine[] = [];
    let before: string | undefined;
    for (let page = 0; page < 10; page += 1) {
      const { lines, next } = await listAudit(admin, { limit: 1, before });
      everything.push(...lines);
      if (next === null) break;
      before = next;
    }
    expect(everything.map((line) => line.at)).toEqual(
      everything
        .map((line) => line.at)
        .sort()
        .reverse(),
    );
    expect(new Set(everything.map(({ id }) => id)).size).toBe(6);
    await pool.query("delete from audit_entry where action in ('token.get', 'webhook.test')");
  });

  it("exactly one choice of the filter finds each action of the log", async () => {
    const pool = getServices().pool;
    await pool.query(
      `insert into audit_entry (actor_kind, actor_name, action, outcome, subject)
       select 'system', 'Everything', action, 'done', 'every action' from unnest($1::text[]) action`,
      [AUDIT_ACTIONS],
    );
    const offered = AUDIT_CHOICES.what.map(([choice]) => choice).filter(Boolean);
    const found: string[] = [];
    for (const choice of offered) {
      const filter = auditFilter(readAuditQuery({ what: choice, q: "every action" }));
      const { lines } = await listAudit(admin, { ...filter, limit: 200 });
      expect(lines.length, choice).toBeGreaterThan(0);
      expect(lines.length, choice).toBeLessThan(AUDIT_ACTIONS.length);
      found.push(...lines.map(({ action }) => action));
    }
    expect(found.sort()).toEqual([...AUDIT_ACTIONS].sort());
    await pool.query("delete from audit_entry where subject = 'every action'");
  });

  it("ignores invalid parameters", () => {
    const query = readAuditQuery({ who: "x", what: ["rooms", "people"], days: "9e9", q: ["a"] });
    expect(auditFilter(query)).toEqual({ days: 30 });
  });
});

it("is only for admins", async () => {
  const owner: Context = { ...admin, actor: { ...admin.actor, role: "owner" } as never };
  await expect(listAudit(owner, {})).rejects.toMatchObject({ code: "forbidden" });
});

it("shows lines as sentences", async () => {
  const { lines } = await listAudit(admin, {});
  expect(
    lines.map((line) => auditText(line)).map(({ did, after, why }) => [did, after, why]),
  ).toEqual([
    ["moved", "to the trash", ""],
    ["tried to delete", "", "No access, or it does not exist"],
    ["opened", "", ""],
    ["banned", "", "“Noise”"],
  ]);
});

it("returns the same lines as CSV, in which a spreadsheet finds no formula", async () => {
  const { cookie } = await signInAs("1", { role: "admin" });
  const url = `${TEST_ORIGIN}/api/dashboard/audit/csv?outcome=done`;
  const response = await GET(new Request(url, { headers: { cookie } }));
  const lines = (await response.text()).trimEnd().split("\r\n");
  expect(lines.length).toBe(3);
  expect(lines[0]).toMatch(/^at,actorKind,/);
  expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
  expect(response.headers.get("content-disposition")).toContain("roomkeeper-audit.csv");
});
