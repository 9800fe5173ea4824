import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/runtime/context";
import type { CopyReport } from "./copy-report";

/** What went into a space or out of it, for the audit log. */
export interface CopyNote {
  action: "rooms.import" | "rooms.export";
  spaceId: string;
  /** Where from or to, in words; never an address with a password in it. */
  subject: string;
  /** Whether room passwords went along in the clear. */
  withPasswords?: boolean;
}

/** Writes down that rooms were brought in or taken out. Each room that was made has its own row beside it. */
export async function noteCopy(
  ctx: Context,
  note: CopyNote,
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
