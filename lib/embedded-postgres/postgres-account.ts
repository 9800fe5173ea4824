import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { RoomkeeperError } from "@/lib/core/errors";
import { bareVariables } from "./bare-variables";

const run = promisify(execFile);

/** Who Postgres runs as; empty for ourselves. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** Postgres refuses to run as root, so root lends it to the account `postgres`, made when it is missing. */
export async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  const find = async () => ({ uid: await id("-u"), gid: await id("-g") });
  const found = await find().catch(() => undefined);
  if (found) return found;
  try {
    await run("groupadd", ["--system", "postgres"]).catch(() => {});
    const shell = ["-M", "-s", "/usr/sbin/nologin"];
    await run("useradd", ["--system", "-g", "postgres", ...shell, "postgres"]);
    return await find();
  } catch (cause) {
    throw new RoomkeeperError(
      "unavailable",
      "Postgres refuses to run as root and no account could be made for it: start as an ordinary user, or set DATABASE_URL.",
      {},
      cause,
    );
  }
}

/** How a program of Postgres is started for a data folder. */
export interface ProgramOptions {
  /** The path of the folder for the program's arguments. */
  folder: string;
  /** The options for `spawn`. The program gets none of our settings, because some of them are secret. */
  options: Account & { cwd: string; env: NodeJS.ProcessEnv };
}

/**
 * If root starts Postgres as another account, that account may not enter root's own folders above the data folder (a home, DATA_DIR).
 * So the program starts inside its folder and uses a path that does not pass through the others. On systems without /proc, the account
 * must be allowed to enter the folders above. https://man7.org/linux/man-pages/man5/proc_pid_cwd.5.html
 */
export function programOptions(folder: string, account: Account): ProgramOptions {
  const env = bareVariables();
  if (account.uid === undefined) return { folder, options: { cwd: tmpdir(), env } };
  const name = process.platform === "linux" ? "/proc/self/cwd" : folder;
  return { folder: name, options: { ...account, cwd: folder, env } };
}
