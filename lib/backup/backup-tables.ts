/**
 * The tables in a backup, each after those that it refers to. Every new table must be in this list or the next one; a test compares them
 * with the schema.
 */
export const KEPT_TABLES = [
  "setting",
  "space",
  "token",
  "person",
  "room",
  "room_rating",
  "room_person",
  "room_match",
  "room_match_end",
  "room_warning",
  "room_watched_film",
  "room_picked_film",
  "room_tombstone",
  "media",
  "plex_server",
  "event",
  "event_outbox",
  "webhook",
  "audit_entry",
  "job_run",
  "room_import",
  "room_import_note",
] as const;

export type KeptTable = (typeof KEPT_TABLES)[number];

/** Tables that a backup leaves out, and that are empty after a restore, with the reason. */
export const LEFT_OUT_TABLES: Readonly<Record<string, string>> = {
  _prisma_migrations:
    "The instance that restores has the same migrations, or the restore is refused.",
  instance_check: "The restoring instance checks its own database with its own secret.",
  plex_film: "The Plex servers are read again within a day, and the catalogue has the names.",
  poster: "Posters are fetched again from the Plex servers when somebody asks for them.",
  room_link:
    "A copy of the data must not switch on a link that was switched off since; its owner makes a new one.",
  room_lease: "An instance that holds a room says so again within a minute.",
  warning_mail:
    "A copy of the data must not send again what this instance sends; the history says what was sent.",
  push_key: "The restoring instance makes a pair of its own; the subscriptions are left out, too.",
  push_subscription: "It belongs to a session, and sessions are left out.",
  warning_push: "A copy of the data must not send again what this instance sends.",
  rate_count: "The counts are only needed for a few minutes.",
  session: "A copy of the data must not bring back a browser that has signed out since.",
  kept_change: "A kept change waits half an hour for its session, and sessions are left out.",
  room_import_chunk: "An upload waits for a day at most to be looked through.",
  webhook_delivery:
    "A copy of the data must not send again what this instance sends; what an event was is in the events.",
  webhook_attempt: "It tells of deliveries that are left out.",
  address_request: "Its link works for a day, and a copy of the data must not send the mail again.",
  sign_in_link: "A link works for half an hour.",
  spent_sign_in: "A sign-in attempt lives for minutes.",
  idempotency_key:
    "Replies are given again for a day, to requests that another instance has not seen.",
};
