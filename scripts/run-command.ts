import { RoomkeeperError } from "@/lib/core/errors";
import { type Context, systemContext } from "@/lib/runtime/context";
import { loadSettings } from "@/lib/runtime/env";
import { openInstallation } from "@/lib/runtime/open-installation";
import { getServices } from "@/lib/runtime/services";
import { helpText } from "./arguments.mjs";

/** The context of a command, with the console as its actor. */
export function consoleContext(): Context {
  return systemContext(getServices(), "console", "console");
}

/** For the help of commands that need the database. */
export const DATABASE_TEXT = `Database
  the one in the data folder that DATA_DIR names (./data), or the one at DATABASE_URL; it must be there already`;

/** A command that was called wrongly; the message says what is wrong. */
export class UsageError extends Error {}

export interface Command {
  /** The name of the command, as in `npm run NAME`. */
  name: string;
  work(): Promise<void>;
  /** Opens the database first, beside a running server or alone. */
  withDatabase: boolean;
  /** Makes the embedded database if it is missing; without it, that is an error. */
  makesDatabase?: boolean;
}

/** Runs a command. Results go to stdout, messages to stderr. The exit status is 0, 1 if the command failed, or 2 for wrong arguments. */
export async function runCommand(command: Command): Promise<void> {
  let close = async () => {};
  try {
    loadSettings();
    if (command.withDatabase) {
      const home = await openInstallation({ makes: command.makesDatabase === true });
      close = async () => {
        await getServices().close();
        await home.close();
      };
    }
    await command.work();
  } catch (error) {
    const isUsage = error instanceof UsageError;
    process.exitCode = isUsage ? 2 : 1;
    const said =
      isUsage || error instanceof RoomkeeperError ? (error as Error).message : String(error);
    say(isUsage ? `${said}\n${helpText(command.name)}` : said);
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
