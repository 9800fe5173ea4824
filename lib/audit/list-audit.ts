import { containsText } from "@/lib/core/contains-text";
import { LIMITS } from "@/lib/core/limits";
import { requireAdminActor } from "@/lib/core/person-policy";
import { isTooLong, searchText } from "@/lib/core/search-text";
import type { Context } from "@/lib/runtime/context";
import { type AuditTopic, actionPatterns } from "./audit-topics";

/** One line of the audit log. Times are ISO 8601. */
export interface AuditLine {
  id: string;
  /** When it happened; for equal refusals, the time of the last one. */
  at: string;
  /** When the first of equal refusals happened; null if there was only one. */
  firstAt: string | null;
  actorKind: "person" | "token" | "system";
  actorId: string | null;
  actorName: string;
  action: string;
  outcome: "done" | "refused" | "failed";
  code: string | null;
  roomId: string | null;
  roomName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  subject: string | null;
  detail: Record<string, unknown> | null;
  requestId: string | null;
  /** The number of equal refusals in this line. */
  count: number;
  spaceName: string | null;
}

export interface AuditFilter {
  search?: string;
  who?: "people" | "servers" | "instance";
  what?: AuditTopic;
  outcome?: "done" | "refused" | "failed";
  /** Only the last so many days. */
  days?: number;
}

const KINDS = { people: "person", servers: "token", instance: "system" };

type AuditRow = Omit<AuditLine, "at" | "firstAt"> & { at: Date; firstAt: Date | null };

/**
 * The audit log, newest first, for admins.
 * @param input.before the `next` of the previous page; an invalid one gives the first page
 */
export async function listAudit(
  ctx: Context,
  input: AuditFilter & { before?: string; limit?: number },
): Promise<{ lines: AuditLine[]; next: string | null }> {
  requireAdminActor(ctx.actor);
  const limit = Math.min(input.limit ?? LIMITS.pageItemsDefault, LIMITS.countedRowsMax);
  const search = searchText(input.search ?? "");
  const [, beforeMs = null, beforeId = null] =
    /^(\d{1,14})-(\d{1,18})$/.exec(input.before ?? "") ?? [];
  const holds = ["a.actor_name", "a.room_name", "r.name", "a.subject"]
    .map((column) => containsText(column, "$5"))
    .join(" or ");
  const { rows } = await ctx.services.pool.query<AuditRow>(
    `select a.id::text, a.at, a.first_at as "firstAt", a.actor_kind as "actorKind", a.actor_id as "actorId",
       a.actor_name as "actorName", a.action, a.outcome, a.code, a.room_id as "roomId",
       coalesce(a.room_name, r.name) as "roomName", a.owner_id as "ownerId", o.name as "ownerName", a.subject, a.detail,
       a.request_id as "requestId", a.count, s.name as "spaceName"
     from audit_entry a left join space s on s.id = a.space_id left join person o on o.id = a.owner_id
       left join room r on a.room_name is null and r.space_id = a.space_id and r.id = a.room_id
     where ($1::text is null or a.actor_kind = $1)
       and ($2::text[] is null or a.action like any ($2))
       and ($3::text is null or a.outcome = $3)
       and ($4::int is null or a.at > now() - make_interval(days => $4))
       and not $6::boolean and ($5 = '' or ${holds} or a.request_id = $5)
       and ($7::timestamptz is null or (a.at, a.id) < ($7, $8::bigint))
     order by a.at desc, a.id desc limit $9`,
    [
      input.who ? KINDS[input.who] : null,
      input.what ? actionPatterns(input.what) : null,
      input.outcome ?? null,
      input.days ?? null,
      search,
      isTooLong(search),
      beforeMs === null ? null : new Date(Number(beforeMs)),
      beforeId,
      limit + 1,
    ],
  );
  const lines: AuditLine[] = rows.slice(0, limit).map((row) => ({
    ...row,
    at: row.at.toISOString(),
    firstAt: row.firstAt?.toISOString() ?? null,
  }));
  const last = rows.length > limit ? lines.at(-1) : undefined;
  return { lines, next: last ? `${Date.parse(last.at)}-${last.id}` : null };
}
