/** The actions on rooms in the audit log. */
export const ROOM_ACTIONS = [
  "room.create",
  "room.save",
  "room.rate",
  "room.take-back",
  "room.replace",
  "room.delete",
  "room.expire",
  "room.purge",
  "room.restore",
  "room.see",
  "room.extend",
  "room.set-expiry",
  "room.lock",
  "room.unlock",
  "room.take-lease",
  "room.import-trash",
  "room.get",
  "room.matches",
] as const;

/** All actions in the audit log. A refused operation of the API has its own action. */
export const AUDIT_ACTIONS = [
  ...ROOM_ACTIONS,
  "room.list",
  "rooms.import",
  "rooms.export",
  "batch",
  "trash.list",
  "lease.get",
  "lease.hold",
  "lease.release",
  "media.list",
  "media.put",
  "events.read",
  "session.create",
  "session.end",
  "session.revoke",
  "link.create",
  "setup.claim",
  "person.role",
  "person.ban",
  "person.unban",
  "person.time-zone",
  "person.erase",
  "token.get",
  "token.create",
  "token.rotate",
  "token.set-expiry",
  "token.revoke",
  "space.create",
  "space.rules",
  "import.upload",
  "import.check",
  "import.run",
  "import.discard",
  "import.undo",
  "backup.create",
  "backup.restore",
  "webhook.create",
  "webhook.change",
  "webhook.rotate",
  "webhook.enable",
  "webhook.disable",
  "webhook.delete",
  "webhook.test",
  "webhook.replay",
  "job.run",
] as const;

export type RoomAuditAction = (typeof ROOM_ACTIONS)[number];
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Whether a stored action is in the list. A newer version may have stored others. */
export function isAuditAction(action: string): action is AuditAction {
  return (AUDIT_ACTIONS as readonly string[]).includes(action);
}
