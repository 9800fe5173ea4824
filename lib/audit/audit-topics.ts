import type { AuditAction } from "./audit-action";

/** What the lines of the audit log can be filtered by, each with its words. */
export const AUDIT_TOPICS = {
  "sign-in": "sign-in",
  rooms: "rooms and films",
  tokens: "spaces and tokens",
  people: "people",
  data: "import, export, backup",
  webhooks: "events and webhooks",
  jobs: "jobs",
} as const;

export type AuditTopic = keyof typeof AUDIT_TOPICS;

/** The part of an action before the dot. */
type Noun<Action extends string> = Action extends `${infer First}.${string}` ? First : Action;

/** The topic of every action, by its noun. */
const TOPIC_OF: Record<Noun<AuditAction>, AuditTopic> = {
  session: "sign-in",
  link: "sign-in",
  setup: "sign-in",
  room: "rooms",
  trash: "rooms",
  lease: "rooms",
  media: "rooms",
  "plex-server": "rooms",
  batch: "rooms",
  token: "tokens",
  space: "tokens",
  person: "people",
  rooms: "data",
  import: "data",
  backup: "data",
  events: "webhooks",
  webhook: "webhooks",
  job: "jobs",
};

/** The actions of a topic as patterns for LIKE, those of other versions included. */
export function actionPatterns(topic: AuditTopic): string[] {
  const nouns = Object.entries(TOPIC_OF).filter(([, one]) => one === topic);
  return nouns.flatMap(([noun]) => [noun, `${noun}.%`]);
}
