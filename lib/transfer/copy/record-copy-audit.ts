import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/runtime/context";
import type { CopyReport } from "./copy-report";

/** The facts about an import or export, for the audit log. */
export interface CopyAuditEntry {
  action: "rooms.import" | "rooms.export";
  spaceId: string;
  /** The source or target in words; never an address with a password. */
  subject: string;
  /** Whether room passwords were included in plain text. */
  withPasswords?: boolean;
}

/** Writes the audit row of an import or export. Each created room has its own row as well. */
export async function recordCopyAudit(
  ctx: Context,
  note: CopyAuditEntry,
  counts: Partial<
    Pick<CopyReport, "created" | "joined" | "replaced" | "trashCopied" | "verified">
  > & {
    rooms?: number;
    skipped?: number;
    failed?: number;
  },
): Promise<void> {
  const { action, spaceId, subject, withPasswords } = note;
  const detail = withPasswords === undefined ? counts : { ...counts, withPasswords };
  await recordAudit(ctx.services.pool, ctx, {
    action,
    outcome: "done",
    spaceId,
    subject,
    detail,
  });
}
