import { RoomkeeperError } from "@/lib/core/errors";

const FULL = /ENOSPC|No space left|EDQUOT/;
const READ_ONLY = /EROFS|Read-only file system/;
const DENIED = /EACCES|EPERM|Permission denied|ENOTDIR|ENOENT/;
const OTHER_VERSION = /incompatible with server|initialized by PostgreSQL/;

/** Why the data folder cannot be used, as one sentence for the person who starts the server. */
export function explainFolder(error: unknown, dataDir: string): RoomkeeperError {
  if (error instanceof RoomkeeperError) return error;
  const { message = String(error) } = error as { message?: string };
  return new RoomkeeperError("unavailable", folderText(message, dataDir) ?? message, {}, error);
}

function folderText(said: string, dataDir: string): string | undefined {
  if (FULL.test(said)) return `There is no room left on the disk for ${dataDir} (DATA_DIR).`;
  if (READ_ONLY.test(said)) return `${dataDir} (DATA_DIR) is read-only.`;
  if (DENIED.test(said)) return `${dataDir} (DATA_DIR) cannot be written to.`;
  return undefined;
}

/** What Postgres or the file system said, as one sentence for the person who starts the server. */
export function explainPostgres(error: unknown, dataDir: string): RoomkeeperError {
  if (error instanceof RoomkeeperError) return error;
  const { stderr = "", message = String(error) } = error as { stderr?: string; message?: string };
  const said = `${stderr}\n${message}`;
  const reason = /(?:FATAL|PANIC|error): +(.+)/.exec(said)?.[1] ?? message.split("\n")[0];
  const sentence =
    versionText(said, dataDir) ??
    passageText(said, dataDir) ??
    folderText(said, dataDir) ??
    `Postgres did not start: ${reason}.`;
  return new RoomkeeperError("unavailable", sentence, {}, error);
}

function versionText(said: string, dataDir: string): string | undefined {
  if (!OTHER_VERSION.test(said)) return undefined;
  return `The database in ${dataDir} was written by another major version of Postgres.`;
}

/** Root passes everywhere, so what was denied was denied to the account that Postgres runs as. */
function passageText(said: string, dataDir: string): string | undefined {
  if (!DENIED.test(said) || process.getuid?.() !== 0) return undefined;
  return (
    `Postgres runs as the account “postgres”, which may not reach ${dataDir} or this program: ` +
    "start as an ordinary user, or from a folder that is open to others."
  );
}
