import { counted } from "@/lib/core/counted";
import type { Sweep } from "@/lib/sweeper/sweep-rooms";
import type { FormReply } from "./answer-form";

const rooms = (count: number) => counted(count, "room");

/** What the toast says after a sweep. */
export function sweptReply(sweep: Sweep): FormReply {
  if (sweep.problems.length > 0) {
    return {
      message: `The sweep had problems: ${sweep.problems[0]}`,
      tone: "problem",
      data: sweep,
    };
  }
  const done = [
    sweep.expired > 0 ? `moved ${rooms(sweep.expired)} to the trash` : "",
    sweep.purged > 0 ? `removed ${rooms(sweep.purged)} for good` : "",
  ].filter(Boolean);
  const message = done.length > 0 ? `The sweep ${done.join(" and ")}.` : "Nothing was due.";
  return { message, data: sweep };
}
