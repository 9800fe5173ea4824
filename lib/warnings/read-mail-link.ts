import type { Context } from "@/lib/runtime/context";
import { mailOfCode } from "./mail-link";

/** What a link of a mail leads to. */
export interface LinkedMail {
  id: string;
  personId: string;
  personName: string;
  timeZone: string | null;
  roomId: string;
  roomName: string;
  leavesAt: Date;
  /** When the room leaves now; null for never. */
  expiresAt: Date | null;
  /** open: the links can be used; used: one was; late: the room has left; moved: it leaves at another time now; lost: its owner changed. */
  state: "open" | "used" | "late" | "moved" | "lost";
  usedFor: "keep" | "let-go" | null;
  usedAt: Date | null;
  wantsMail: boolean;
}

/** Reads what a link leads to, and changes nothing. Null if this installation did not make the link, or the room is gone for good. */
export async function readMailLink(ctx: Context, code: string): Promise<LinkedMail | null> {
  const id = mailOfCode(ctx.services.secretBox, code);
  if (id === null) return null;
  const { rows } = await ctx.services.pool.query<LinkedMail>(
    `select mail.id, mail.person_id as "personId", person.name as "personName",
       coalesce(person.time_zone_chosen, person.time_zone_found) as "timeZone", room.id as "roomId", room.name as "roomName",
       mail.leaves_at as "leavesAt", room.expires_at as "expiresAt", mail.used_for as "usedFor", mail.used_at as "usedAt",
       person.wants_mail as "wantsMail",
       case when mail.used_at is not null then 'used'
         when room.owner_id is distinct from mail.person_id or person.banned_at is not null then 'lost'
         when not is_open(room) then 'late'
         when room.expires_at is distinct from mail.leaves_at then 'moved' else 'open' end as state
     from warning_mail mail join person on person.id = mail.person_id
     join room on room.space_id = mail.space_id and room.id = mail.room_id where mail.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
