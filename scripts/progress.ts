import { SingleBar } from "cli-progress";
import type { CopyPhase } from "@/lib/transfer/copy/copy-run";
import { say } from "./run-command";

export interface Progress {
  step(phase: CopyPhase, done: number): void;
  end(): void;
}

const MESSAGES: Record<CopyPhase, string> = {
  copying: "Rooms",
  trash: "Trash",
  verifying: "Verified",
};
const LINE_EVERY_ROOMS = 100;

/** A bar on a terminal, a line now and then elsewhere; both on stderr. */
export function showProgress(total: number | null): Progress {
  return process.stderr.isTTY ? bar(total) : lines(total);
}

function bar(total: number | null): Progress {
  let shown: SingleBar | undefined;
  let current: CopyPhase | undefined;
  return {
    step(phase, done) {
      if (phase !== current) {
        shown?.stop();
        const format =
          total === null || phase === "trash"
            ? `${MESSAGES[phase]} {value}`
            : `${MESSAGES[phase]} {bar} {value} of {total}, {eta_formatted} to go`;
        shown = new SingleBar({ format, stream: process.stderr, hideCursor: true });
        shown.start(total ?? 0, 0);
        current = phase;
      }
      // Rooms that are opened meanwhile are copied as well.
      if (total !== null && done > total) shown?.setTotal(done);
      shown?.update(done);
    },
    end: () => shown?.stop(),
  };
}

function lines(total: number | null): Progress {
  let last = "";
  let said = "";
  const tell = () => {
    if (last !== said) say(last);
    said = last;
  };
  let current: CopyPhase | undefined;
  return {
    step(phase, done) {
      if (phase !== current) tell();
      current = phase;
      last = `${MESSAGES[phase]}: ${done}${total === null || phase === "trash" ? "" : ` of ${total}`}.`;
      if (done % LINE_EVERY_ROOMS === 0) tell();
    },
    end: tell,
  };
}
