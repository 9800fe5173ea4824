import { RoomkeeperError } from "@/lib/core/errors";

const WORDS: [pattern: RegExp, sentence: (dataDir: string) => string][] = [
  [/ENOSPC|No space left/, (dir) => `The disk that holds ${dir} is full.`],
  [/EROFS|Read-only file system/, (dir) => `${dir} is on a read-only disk: set DATA_DIR.`],
  [
    /EACCES|EPERM|Permission denied/i,
    (dir) =>
      process.getuid?.() === 0
        ? `The account “postgres” may not use ${dir} or the program's own folder: set DATA_DIR to a folder open to it, or start as an ordinary user.`
        : `${dir} cannot be written to: set DATA_DIR to a folder of yours.`,
  ],
  [
    /incompatible with server|initialized by PostgreSQL/,
    (dir) => `${dir} was written by another major version of Postgres: use that version once more.`,
  ],
];

/** What Postgres or the file system said, as one sentence for the person who starts the server. */
export function explainPostgres(error: unknown, dataDir: string): RoomkeeperError {
  if (error instanceof RoomkeeperError) return error;
  const { stderr = "", message = String(error) } = error as { stderr?: string; message?: string };
  const said = `${stderr}\n${message}`;
  const known = WORDS.find(([pattern]) => pattern.test(said));
  const reason = /(?:FATAL|PANIC|error): +(.+)/.exec(said)?.[1] ?? message.split("\n")[0];
  const sentence = known?.[1](dataDir) ?? `Postgres did not start: ${reason}.`;
  return new RoomkeeperError("unavailable", sentence, {}, error);
}
