import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { openHome } from "@/lib/wire/open-home";
import { processContext } from "@/lib/wire/process-context";

/** Whoever can run commands on the server speaks for it. */
export const CONSOLE: Context = {
  actor: { kind: "system", name: "console" },
  requestId: "console",
};

/** A command that was called wrongly; the message says how to call it. */
export class UsageError extends Error {}

/**
 * Runs one command: results on stdout, words on stderr, status 0, 1 when it could not, 2 when it was called wrongly.
 * `withDatabase` opens the database first, beside a running server or alone.
 */
export async function runCommand(
  work: () => Promise<void>,
  options: { withDatabase: boolean },
): Promise<void> {
  let close = async () => {};
  try {
    if (options.withDatabase) {
      const home = await openHome();
      close = async () => {
        await processContext().close();
        await home.close();
      };
    }
    await work();
  } catch (error) {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    const isExpected = error instanceof RoomkeeperError || error instanceof UsageError;
    process.stderr.write(`${isExpected ? error.message : String(error)}\n`);
  }
  await close();
  // Prisma's migration engine leaves a timer behind, for which Node would wait ten seconds more.
  process.stdout.write("", () => process.exit());
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
