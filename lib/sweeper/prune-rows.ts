import type pg from "pg";
import { LIMITS } from "@/lib/core/limits";

/** The tables with old rows to delete: the key, the condition, and its number of days. */
const OLD_ROWS = [
  {
    table: "audit_entry",
    key: "id",
    when: "at < now() - make_interval(days => $2)",
    days: LIMITS.auditDays,
  },
  {
    table: "idempotency_key",
    key: "(token_id, key)",
    when: "created_at < now() - make_interval(days => $2)",
    days: LIMITS.idempotencyDays,
  },
  {
    table: "session",
    key: "id",
    when: "least(expires_at, revoked_at) < now() - make_interval(days => $2)",
    days: LIMITS.endedSessionDays,
  },
  {
    table: "token",
    key: "id",
    when: "least(expires_at, revoked_at) < now() - make_interval(days => $2)",
    days: LIMITS.endedTokenDays,
  },
  {
    table: "webhook_delivery",
    key: "id",
    when: "at < now() - make_interval(days => $2) and state <> 'pending'",
    days: LIMITS.webhookDeliveryDays,
  },
  {
    table: "warning_mail",
    key: "id",
    when: "made_at < now() - make_interval(days => $2)",
    days: LIMITS.warningMailDays,
  },
  {
    table: "warning_push",
    key: "id",
    when: "made_at < now() - make_interval(days => $2)",
    days: LIMITS.warningMailDays,
  },
  {
    table: "push_subscription",
    key: "id",
    when: "exists (select from session where session.id = session_id and session.expires_at < now() - make_interval(days => $2))",
    days: 0,
  },
  {
    table: "address_request",
    key: "person_id",
    when: "ends_at < now() - make_interval(days => $2)",
    days: 1,
  },
  {
    table: "room_link",
    key: "(space_id, room_id)",
    when: "least(ends_at, off_at) < now() - make_interval(days => $2)",
    days: LIMITS.endedGroupLinkDays,
  },
  {
    table: "sign_in_link",
    key: "hash",
    when: "expires_at < now() - make_interval(days => $2)",
    days: 1,
  },
  {
    table: "room_import_chunk",
    key: "(import_id, file, part)",
    when: "created_at < now() - make_interval(days => $2)",
    days: LIMITS.importUploadDays,
  },
  {
    table: "room_import",
    key: "id",
    when: "created_at < now() - make_interval(days => $2)",
    days: LIMITS.importDays,
  },
  {
    table: "rate_count",
    key: "(key, window_start)",
    when: "window_start < extract(epoch from now()) - $2 * 86400",
    days: 2,
  },
  {
    table: "job_run",
    key: "id",
    when: "coalesce(finished_at, started_at) < now() - make_interval(days => $2) and outcome <> 'running'",
    days: LIMITS.jobRunDays,
  },
] as const;

/** Deletes rows whose retention time is over, one bounded batch per table. Returns the number per table, without rate counts. */
export async function pruneRows(client: pg.PoolClient): Promise<Record<string, number>> {
  const pruned: Record<string, number> = {};
  for (const { table, key, when, days } of OLD_ROWS) {
    const { rowCount } = await client.query(
      `delete from ${table} where ${key} in (select ${key.replace(/[()]/g, "")} from ${table} where ${when} limit $1)`,
      [LIMITS.pruneBatchRows, days],
    );
    // Rate counts change with every request. If they were reported, every run would look as if it had work.
    if (rowCount && table !== "rate_count") pruned[table] = rowCount;
  }
  return pruned;
}
