import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshServices } from "@/lib/testing/fresh-services";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());

const MIGRATION = path.join(
  import.meta.dirname,
  "migrations/20261127030000_token_families/migration.sql",
);

test("older tokens get their chains and makers from the audit log", async () => {
  const { pool } = fresh.services;
  await pool.query(
    // The columns had these names when the migration was written.
    `alter table token drop column chain_id, drop column rotated_from, drop column ends_at_first_use,
       drop column created_by_id;
     alter table webhook drop column created_by_id`,
  );
  await pool.query(
    `insert into token (id, space_id, label, hash, hint, scopes, replaced_by)
     select id, $1, id, decode(md5(id), 'hex'), 'xxxx', '{}', next from (values
       ('first', 'third'), ('unused', null), ('third', 'fourth'), ('fourth', null),
       ('unlogged', 'heir'), ('heir', null), ('child of a pruned one', null), ('alone', null)) t (id, next)`,
    [fresh.spaceId],
  );
  await pool.query(
    `insert into webhook (id, space_id, url, secret_sealed, last_event_id, event_types) values ('hook', $1, 'https://a.example/', 'x', 0, '{}')`,
    [fresh.spaceId],
  );
  await pool.query(
    `insert into audit_entry (actor_kind, actor_id, actor_name, action, outcome, detail)
     select kind, actor, 'name', action, 'done', detail::jsonb from (values
       ('person', '7', 'token.create', '{"tokenId":"first"}'),
       ('person', '8', 'token.rotate', '{"tokenId":"first","replacedBy":"unused"}'),
       ('token', 'first', 'token.rotate', '{"tokenId":"first","replacedBy":"third"}'),
       ('token', 'third', 'token.rotate', '{"tokenId":"third","replacedBy":"fourth"}'),
       ('person', '9', 'token.rotate', '{"tokenId":"pruned","replacedBy":"child of a pruned one"}'),
       ('system', null, 'token.create', '{"tokenId":"alone"}'),
       ('person', '9', 'webhook.create', '{"webhookId":"hook"}')) a (kind, actor, action, detail)`,
  );
  await pool.query(readFileSync(MIGRATION, "utf8"));
  const { rows } = await pool.query(
    "select id, family_id, rotated_from, created_by_id from token order by id",
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["alone", "alone", null, null],
    ["child of a pruned one", "child of a pruned one", "pruned", "9"],
    ["first", "first", null, "7"],
    ["fourth", "first", "third", "7"],
    ["heir", "unlogged", "unlogged", null],
    ["third", "first", "first", "7"],
    ["unlogged", "unlogged", null, null],
    ["unused", "first", "first", "8"],
  ]);
  const { rows: webhooks } = await pool.query("select created_by_id from webhook");
  expect(webhooks).toEqual([{ created_by_id: "9" }]);
});
