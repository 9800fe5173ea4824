import { z } from "zod";
import { searchText } from "@/lib/core/search-text";
import { AUDIT_TOPICS, type AuditTopic } from "./audit-topics";
import type { AuditFilter } from "./list-audit";

const TOPICS = Object.keys(AUDIT_TOPICS) as AuditTopic[];

/** The choices of each filter of the audit page, with their labels. The first choice means no filter. */
export const AUDIT_CHOICES = {
  who: [
    ["", "anyone"],
    ["people", "people"],
    ["servers", "game servers"],
    ["instance", "Roomkeeper"],
  ],
  what: [["", "everything"], ...TOPICS.map((topic) => [topic, AUDIT_TOPICS[topic]] as const)],
  outcome: [
    ["", "any"],
    ["done", "done"],
    ["refused", "refused"],
    ["failed", "failed"],
  ],
  days: [
    ["1", "today"],
    ["7", "7 days"],
    ["", "30 days"],
    ["365", "a year"],
  ],
} as const;

const one = <Value extends string>(values: readonly Value[]) =>
  z.enum(values).optional().catch(undefined);

const Query = z.object({
  q: z.string().transform(searchText).optional().catch(undefined),
  who: one(["people", "servers", "instance"]),
  what: one(TOPICS),
  outcome: one(["done", "refused", "failed"]),
  days: one(["1", "7", "365"]),
  before: z.string().max(40).optional().catch(undefined),
});

export type AuditQuery = z.infer<typeof Query>;

/** Reads the query parameters of the audit page. Unknown values are ignored. */
export function readAuditQuery(query: Record<string, unknown>): AuditQuery {
  return Query.parse(query);
}

export function auditFilter(query: AuditQuery): AuditFilter & { before?: string } {
  const { q, days, ...rest } = query;
  return { ...rest, search: q, days: Number(days ?? 30) };
}

/** The URL of the audit page or of its CSV file with these parameters. */
export function auditAddress(query: AuditQuery, page = "/admin/audit"): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = new URLSearchParams(given).toString();
  return text ? `${page}?${text}` : page;
}
