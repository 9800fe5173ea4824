import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { RoomkeeperError } from "@/lib/core/errors";
import { asAccount, postgresAccount } from "./postgres-account";
import { postgresPrograms } from "./postgres-programs";
import { explainPostgres } from "./postgres-words";

const run = promisify(execFile);
const PASSWORD_FILE = "roomkeeper-password";
const LEFT_OVER_MS = 10 * 60 * 1000;

export interface Cluster {
  /** The folder Postgres calls its data directory. */
  folder: string;
  password: string;
}

/**
 * The cluster under `dataDir`, made when it is missing. It is made aside and renamed when it is whole, its password inside
 * it, so that a start that was killed or raced leaves either all of it or nothing.
 */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const folder = path.join(dataDir, "postgres");
  if (!(await exists(folder))) await makeCluster(dataDir, folder);
  try {
    const password = await readFile(path.join(folder, PASSWORD_FILE), "utf8");
    return { folder, password: password.trim() };
  } catch (cause) {
    throw new RoomkeeperError(
      "unavailable",
      `${folder} is not a database of Roomkeeper's: put it back from a backup, or move it away.`,
      {},
      cause,
    );
  }
}

async function makeCluster(dataDir: string, folder: string): Promise<void> {
  await removeLeftOvers(dataDir);
  const account = await postgresAccount();
  const { initdb } = await postgresPrograms(account);
  const aside = path.join(dataDir, `postgres-new-${randomBytes(6).toString("hex")}`);
  const passwordFile = path.join(tmpdir(), `roomkeeper-${randomBytes(8).toString("hex")}`);
  const password = randomBytes(24).toString("base64url");
  try {
    await mkdir(aside, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account.uid !== undefined && account.gid !== undefined) {
      await chown(aside, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const access = ["-U", "roomkeeper", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
    const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const all = ["-D", aside, ...access, "-E", "UTF8", ...locale];
    const { command, args, options } = await asAccount(account, initdb, all);
    await run(command, args, { cwd: tmpdir(), ...options });
    await writeFile(path.join(aside, PASSWORD_FILE), password, { mode: 0o600 });
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true }).catch(() => {});
    if (await exists(folder)) return;
    throw explainPostgres(error, dataDir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** What killed starts left half made; young ones may belong to a start that is at it. */
async function removeLeftOvers(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith("postgres-new-")) continue;
    const place = path.join(dataDir, name);
    const { mtimeMs } = await stat(place);
    if (Date.now() - mtimeMs > LEFT_OVER_MS) await rm(place, { recursive: true, force: true });
  }
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
