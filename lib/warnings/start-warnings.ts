import { LIMITS } from "@/lib/core/limits";
import { type RepeatedJob, repeatJob } from "@/lib/jobs/repeat-job";
import type { Services } from "@/lib/runtime/services";
import { sendMails } from "./send-mails";
import { type PushSending, sendPushes } from "./send-pushes";
import { warnRooms } from "./warn-rooms";

/** Announces rooms that leave soon and sends the mails and push messages about it, at once and then at intervals. */
export function startWarnings(
  services: Services,
  {
    everyMs = LIMITS.warnEveryMs,
    mailEveryMs = LIMITS.mailEveryMs,
    pushEveryMs = LIMITS.pushEveryMs,
    pushing,
  }: { everyMs?: number; mailEveryMs?: number; pushEveryMs?: number; pushing?: PushSending } = {},
): RepeatedJob {
  const isMore = async (run: Promise<{ detail?: { more: boolean } }>) =>
    (await run).detail?.more ?? false;
  const jobs = [
    repeatJob(() => isMore(warnRooms(services)), { everyMs }),
    repeatJob(() => isMore(sendMails(services)), { everyMs: mailEveryMs }),
    repeatJob(() => isMore(sendPushes(services, pushing)), { everyMs: pushEveryMs }),
  ];
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
