import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { RoomkeeperError } from "@/lib/core/errors";

const run = promisify(execFile);

/** Who Postgres runs as; empty for ourselves. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** A command with the options it has to be started with. */
export interface AccountCommand {
  command: string;
  args: string[];
  options: Account;
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

const KEEP_PASSAGE = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
let canKeepPassage: Promise<boolean> | undefined;

/**
 * The command as the account has to run it. Where `setpriv` can, the account keeps the one right to pass through folders that
 * are root's own (a home, a temporary folder); elsewhere those folders have to be open to it.
 */
export async function asAccount(
  account: Account,
  command: string,
  args: string[],
): Promise<AccountCommand> {
  if (account.uid === undefined) return { command, args, options: {} };
  const drop = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  canKeepPassage ??= run("setpriv", [...drop, ...KEEP_PASSAGE, "--", "true"]).then(
    () => true,
    () => false,
  );
  if (!(await canKeepPassage)) return { command, args, options: account };
  return {
    command: "setpriv",
    args: [...drop, ...KEEP_PASSAGE, "--", command, ...args],
    options: {},
  };
}
