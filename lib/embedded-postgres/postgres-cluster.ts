import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import {
  chown,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { RoomkeeperError } from "@/lib/core/errors";
import { explainPostgres } from "./explain-postgres";
import { type ProgramOptions, postgresAccount, programOptions } from "./postgres-account";
import { postgresPrograms } from "./postgres-programs";

const PASSWORD_FILE = "roomkeeper-password";
/** The superuser of the embedded Postgres. */
export const SUPERUSER = "roomkeeper";
const LEFT_OVER_MS = 10 * 60 * 1000;

export interface Cluster {
  /** The folder Postgres calls its data directory. */
  folder: string;
  /** The password of the superuser, who starts, stops and prepares the database. */
  password: string;
  /** The password of the app's user, who owns only its own database. */
  appPassword: string;
}

/**
 * The cluster under `dataDir`, made when it is missing. It is made aside and renamed when it is whole, its password inside
 * it, so that a start that was killed or raced leaves either all of it or nothing.
 */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const folder = path.join(dataDir, "postgres");
  if (!(await exists(folder))) await makeCluster(dataDir, folder);
  try {
    const password = (await readFile(path.join(folder, PASSWORD_FILE), "utf8")).trim();
    // The app's password is derived from the superuser's, so it need not be stored. The superuser's cannot be computed from it.
    const appPassword = createHmac("sha256", password).update("roomkeeper_app").digest("base64url");
    return { folder, password, appPassword };
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
    const access = ["-U", SUPERUSER, "-A", "scram-sha-256"];
    const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const seat = programOptions(aside, account);
    const args = ["-D", seat.folder, ...access, "-E", "UTF8", ...locale];
    await runInitdb(initdb, args, seat, passwordFile);
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

/** Runs initdb. It gets the password file as file descriptor 3, because the file may be in a folder that its account cannot enter. */
async function runInitdb(
  initdb: string,
  args: string[],
  { options }: ProgramOptions,
  passwordFile: string,
): Promise<void> {
  const place = process.platform === "win32" ? passwordFile : "/dev/fd/3";
  const handle = await open(passwordFile);
  try {
    const child = spawn(initdb, [...args, `--pwfile=${place}`], {
      ...options,
      stdio: ["ignore", "ignore", "pipe", handle.fd],
    });
    let stderr = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-4000);
    });
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => {
        if (status === 0) resolve();
        else reject(Object.assign(new Error(`initdb ended with ${status}`), { stderr }));
      });
    });
  } finally {
    await handle.close();
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
