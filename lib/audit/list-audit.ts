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
  const holds = ["entry.actor_name", "entry.room_name", "room.name", "entry.subject"]
    .map((column) => containsText(column, "$5"))
    .join(" or ");
  const { rows } = await ctx.services.pool.query<AuditRow>(
    `select entry.id::text, entry.at, entry.first_at as "firstAt", entry.actor_kind as "actorKind", entry.actor_id as "actorId",
       entry.actor_name as "actorName", entry.action, entry.outcome, entry.code, entry.room_id as "roomId",
       coalesce(entry.room_name, room.name) as "roomName", entry.owner_id as "ownerId", person.name as "ownerName", entry.subject, entry.detail,
       entry.request_id as "requestId", entry.count, space.name as "spaceName"
     from audit_entry entry left join space on space.id = entry.space_id left join person on person.id = entry.owner_id
       left join room on entry.room_name is null and room.space_id = entry.space_id and room.id = entry.room_id
     where ($1::text is null or entry.actor_kind = $1)
       and ($2::text[] is null or entry.action like any ($2))
       and ($3::text is null or entry.outcome = $3)
       and ($4::int is null or entry.at > now() - make_interval(days => $4))
       and not $6::boolean and ($5 = '' or ${holds} or entry.request_id = $5)
       and ($7::timestamptz is null or (entry.at, entry.id) < ($7, $8::bigint))
     order by entry.at desc, entry.id desc limit $9`,
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
