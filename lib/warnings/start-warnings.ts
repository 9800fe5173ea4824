import { LIMITS } from "@/lib/core/limits";
import { type RepeatedJob, repeatJob } from "@/lib/jobs/repeat-job";
import type { Services } from "@/lib/runtime/services";
import { sendMails } from "./send-mails";
import { warnRooms } from "./warn-rooms";

/** Announces rooms that leave soon and sends the mails about it, at once and then at intervals. */
export function startWarnings(
  services: Services,
  {
    everyMs = LIMITS.warnEveryMs,
    mailEveryMs = LIMITS.mailEveryMs,
  }: { everyMs?: number; mailEveryMs?: number } = {},
): RepeatedJob {
  const isMore = async (run: Promise<{ detail?: { more: boolean } }>) =>
    (await run).detail?.more ?? false;
  const jobs = [
    repeatJob(() => isMore(warnRooms(services)), { everyMs }),
    repeatJob(() => isMore(sendMails(services)), { everyMs: mailEveryMs }),
  ];
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
