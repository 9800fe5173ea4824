import { LIMITS } from "@/lib/core/limits";

export type JobName = "sweep" | "warnings" | "mail" | "push" | "webhooks" | "plex";

export interface Job {
  name: JobName;
  title: string;
  /** What it does, in one sentence. */
  what: string;
  everyMs: number;
  /** When it runs first, if it never ran and none is planned: "When the server starts". */
  first: string;
}

const AT_START = "When the server starts";

/** Every background job of this installation. */
export const JOBS: readonly Job[] = [
  {
    name: "sweep",
    title: "Sweeper",
    what: "Moves rooms to the trash when their time is up, empties the trash on its day, and clears old sessions and log lines.",
    everyMs: LIMITS.sweepEveryMs,
    first: AT_START,
  },
  {
    name: "warnings",
    title: "Warnings",
    what: "Announces rooms that leave soon, once for each time: to their game servers by an event, to their owners by e-mail where that is set, and in the history of the room.",
    everyMs: LIMITS.warnEveryMs,
    first: AT_START,
  },
  {
    name: "mail",
    title: "Mail",
    what: "Sends the mails that tell owners that a room leaves soon, and those that ask whether an address is right, if SMTP_URL names a mail server. A mail that is refused for now is tried again.",
    everyMs: LIMITS.mailEveryMs,
    first: "When a mail is due",
  },
  {
    name: "push",
    title: "Push messages",
    what: "Tells the browsers that their people turned on that a room leaves soon. A message that a push service does not take for now is tried again.",
    everyMs: LIMITS.pushEveryMs,
    first: "When a message is due",
  },
  {
    name: "webhooks",
    title: "Webhooks",
    what: "Tells webhooks of events as they happen, on every instance. Each minute one of them writes down here how that went.",
    everyMs: LIMITS.webhookReportMs,
    first: AT_START,
  },
  {
    name: "plex",
    title: "Plex servers",
    what: "Reads the titles and posters of the Plex servers that are named for spaces: each at night, and when an admin asks for it.",
    everyMs: LIMITS.plexReadEveryMs,
    first: "When a Plex server is named",
  },
];

export type JobOutcome = "running" | "done" | "failed";

/** One run of a job on one instance, or several runs in a row in which nothing was due. */
export interface JobRun {
  id: string;
  /** The number of runs. */
  runs: number;
  /** When the first run started. */
  startedAt: Date;
  /** When the last run started. */
  lastStartedAt: Date;
  finishedAt: Date | null;
  outcome: JobOutcome;
  instance: string;
  detail: Record<string, unknown> | null;
}
