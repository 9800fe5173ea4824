/**
 * The name of each action on a room. Buttons, menus, questions, toasts, the history and the audit log all use it. `verb` is the last part
 * of the action's path, or the `action` of a bulk change. Two tests check this table: room-acts.test.ts reads the source files,
 * e2e/every-page.spec.ts reads the pages.
 */
export interface RoomAct {
  verb: string;
  /** The text of every button for the action, or how it begins. */
  says: RegExp;
  /** How the history and the audit log name the finished action. */
  done: string;
  /** Other names of the same action, which no text may use. */
  not: RegExp;
}

export const ROOM_ACTS: readonly RoomAct[] = [
  {
    verb: "extend",
    says: /^Extend( by a (day|week|month))?$/,
    done: "extended",
    not: /\b(Keep|Add) an? (day|week|month)\b|\bkeeps? (it|them|rooms?) longer\b|\bProlong/i,
  },
  {
    verb: "expire",
    says: /^Expire( now)?$/,
    done: "expired",
    not: /\blet it leave (now|at once|before)|\bsent off\b|\bclosed now\b|\bmake it leave\b/i,
  },
  {
    verb: "delete",
    says: /^Delete( the room)?$/,
    done: "deleted",
    not: /\bMove (it |\$\{room\} )?to the trash\b|\bRemove (the )?room\b/i,
  },
  {
    verb: "purge",
    says: /^Delete .*for good$/,
    done: "deleted for good",
    not: /\b(remove|removed|erase|purge) ((it|them|the room|\$\{room\}) )?for good\b|\bgone for good\.$/i,
  },
  {
    verb: "restore",
    says: /^Restore\b/,
    done: "restored",
    not: /(?<!Nothing can )\b(bring|brought) (it|them) back\b|\bUndelete\b|\bRecover\b/i,
  },
  {
    verb: "lock",
    says: /^Lock( the room)?$/,
    done: "locked",
    not: /\bFreeze\b|\bBlock the room\b/i,
  },
  { verb: "unlock", says: /^Unlock$/, done: "unlocked", not: /\bUnfreeze\b|\bRelease the room\b/i },
  {
    verb: "expiry",
    says: /^(Keep for ever|Pick (a|this) date|Set quiet days|Use the space’s rule)$/,
    done: "kept for ever, given a date, quiet days or the space’s rule",
    not: /\bLeave on that day\b|\bput (it )?back under the space’s rule\b/i,
  },
];
