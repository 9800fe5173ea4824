import { createInterface } from "node:readline/promises";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { writeBackup } from "@/lib/backup/write-backup";
import { counted } from "@/lib/core/counted";
import { env } from "@/lib/runtime/env";
import { replaceSecrets } from "@/lib/runtime/secrets";
import { createSignInLink } from "@/lib/sign-in/create-sign-in-link";
import { readArguments } from "./arguments.mjs";
import { consoleContext, DATABASE_TEXT, print, runCommand, say, UsageError } from "./run-command";

const USAGE = `Usage:
  npm run -s admin -- link
  npm run -s admin -- backup FILE [--passphrase-env NAME]
  npm run -s admin -- restore FILE [--replace] [--passphrase-env NAME]
link prints a link that signs the admin in once.
backup writes the whole instance into one new file, packed when its name ends in .gz. Room passwords in it stay sealed: keep
secrets.json (or ROOMKEEPER_SECRET) as well, or name a variable that holds a passphrase, and the secret goes into the file under it.
restore puts it back into an empty instance whose server is stopped; with --replace, in place of everything it holds.
First put the secrets.json of the backed-up instance into DATA_DIR, or set ROOMKEEPER_SECRET to its secret (or name the passphrase);
then restore; then start the server.
Options
  --passphrase-env NAME   the variable that holds the passphrase
  --replace               restore: replaces what the instance holds, after it has asked
  -h, --help              prints this
${DATABASE_TEXT};
  restore makes the data folder and its database when they are missing
Example
  DATA_DIR=/srv/roomkeeper npm run -s admin -- link`;

const OPTIONS = { replace: { type: "boolean" }, "passphrase-env": { type: "string" } } as const;

interface Flags {
  replace?: boolean;
  "passphrase-env"?: string;
}

/** Prints a link that signs the admin in once. */
async function link(): Promise<void> {
  const made = await createSignInLink(consoleContext());
  print(made.url);
  say(`It works once, until ${made.expiresAt}.`);
}

/** Writes the whole instance into one new file, and prints its name. */
async function backup(file: string, flags: Flags): Promise<void> {
  const passphrase = passphraseOf(flags);
  const { secrets } = env();
  const { rows } = await writeBackup(consoleContext(), {
    file,
    secret: passphrase === undefined ? undefined : { secrets, passphrase },
    onTable: (table, count) => say(`${table}: ${counted(count, "row")}.`),
  });
  say(`${counted(rows.room ?? 0, "room")}, ${counted(rows.person ?? 0, "account")}.`);
  if (passphrase === undefined) {
    say("Room passwords in it are sealed with this instance's secret: keep its secrets.json too.");
  }
  print(file);
}

/** Restores a backup, and prints how many rooms it contains. */
async function restore(file: string, flags: Flags): Promise<void> {
  if (flags.replace) await confirmReplacing();
  const { databaseUrl = "", databaseDirectUrl, secrets, dataDir } = env();
  const restored = await restoreBackup(consoleContext(), {
    file,
    databaseUrl: databaseDirectUrl ?? databaseUrl,
    secrets,
    passphrase: passphraseOf(flags),
    replaces: flags.replace,
    keepSecrets: (all) => replaceSecrets(dataDir, all),
    onTable: (table, count) => say(`${table}: ${counted(count, "row")}.`),
  });
  say(`The instance is as it was on ${restored.madeAt}. Everybody signs in anew.`);
  print(counted(restored.rows.room ?? 0, "room"));
}

async function confirmReplacing(): Promise<void> {
  say("Everything this instance holds will be replaced: rooms, trash, accounts, tokens, log.");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  const answer = await Promise.race([lines.question("Type “replace” to go on: "), ended]);
  lines.close();
  if (answer.trim() !== "replace") throw new UsageError("Nothing was changed.");
}

function passphraseOf(flags: Flags): string | undefined {
  const name = flags["passphrase-env"];
  if (name === undefined) return undefined;
  const passphrase = process.env[name];
  if (!passphrase) throw new UsageError(`The variable ${name} is empty.`);
  return passphrase;
}

const { values, positionals } = readArguments({
  name: "admin",
  usage: USAGE,
  options: OPTIONS,
  hasPositionals: true,
});
const [command = "", file, ...rest] = positionals;
const isKnown = ["link", "backup", "restore"].includes(command);
const takesFile = command === "backup" || command === "restore";
const isFine = isKnown && rest.length === 0 && takesFile === (file !== undefined);

await runCommand({
  name: "admin",
  withDatabase: isFine,
  makesDatabase: command === "restore",
  async work() {
    if (!isKnown) throw new UsageError("Say what to do: link, backup, restore.");
    if (!isFine) {
      throw new UsageError(`${command} takes ${takesFile ? "the name of one file" : "no file"}.`);
    }
    if (command === "backup") await backup(file ?? "", values);
    else if (command === "restore") await restore(file ?? "", values);
    else await link();
  },
});
