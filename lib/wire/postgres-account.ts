import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { RoomkeeperError } from "@/lib/core/errors";
import { bareVariables } from "./env";

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

/** How a program of Postgres is started over a folder. */
export interface Seat {
  /** What the program is told to be its folder. */
  folder: string;
  /** For `spawn`. It is given none of our settings, which hold secrets. */
  options: Account & { cwd: string; env: NodeJS.ProcessEnv };
}

/**
 * An account that root lends to has no right to pass through folders that are root's own (a home, DATA_DIR), and needs none: it is
 * started inside its own folder, and calls that by a name that does not lead through the others. Where there is no /proc, the
 * folders above have to be open to it. https://man7.org/linux/man-pages/man5/proc_pid_cwd.5.html
 */
export function seatIn(folder: string, account: Account): Seat {
  const env = bareVariables();
  if (account.uid === undefined) return { folder, options: { cwd: tmpdir(), env } };
  const name = process.platform === "linux" ? "/proc/self/cwd" : folder;
  return { folder: name, options: { ...account, cwd: folder, env } };
}
