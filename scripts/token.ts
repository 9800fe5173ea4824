import { counted } from "@/lib/core/counted";
import { shownText } from "@/lib/core/hidden-characters";
import { LIMITS } from "@/lib/core/limits";
import { createSpace } from "@/lib/spaces/create-space";
import { findSpace } from "@/lib/spaces/find-space";
import { createToken } from "@/lib/tokens/create-token";
import { listTokens } from "@/lib/tokens/list-tokens";
import { REVOKE_EXTENTS, revokeToken } from "@/lib/tokens/revoke-token";
import { rotateToken } from "@/lib/tokens/rotate-token";
import { GAME_SERVER_SCOPES, isScope, SCOPES } from "@/lib/tokens/token";
import { readArguments } from "./arguments.mjs";
import { consoleContext, DATABASE_TEXT, print, runCommand, say, UsageError } from "./run-command";

const USAGE = `Usage:
  npm run -s token -- create --space NAME [--scopes a,b] [--label TEXT] [--expires DAYS]
  npm run -s token -- list [--space NAME]
  npm run -s token -- rotate ID [--overlap HOURS]
  npm run -s token -- revoke ID [--extent chain|later|alone]
create prints a new token for a game server, once; it makes the space when there is none of that name.
list prints a line for each token: id, space, label, last characters, scopes, last use, state, chain; tabs between them.
rotate prints a new token in place of one; the old one keeps working for the overlap.
revoke ends tokens, and prints their ids. A token and all that were rotated from it are a chain.
Options
  --space NAME      the space: of the new token, or of those that are listed
  --scopes a,b      of ${SCOPES.join(", ")};
                    without it ${GAME_SERVER_SCOPES.join(", ")}
  --label TEXT      what the token is called on the pages
  --expires DAYS    how long it works; without it, until it is revoked
  --overlap HOURS   how long the old token keeps working; ${LIMITS.tokenOverlapHoursDefault} without it, as 24 or 24h
  --extent WHICH    chain: the whole chain, which is the default; later: the token and those rotated from it; alone: only the token
  -h, --help        prints this
${DATABASE_TEXT}
Example
  npm run -s token -- create --space moviematch --label "Living room"`;

const text = { type: "string" } as const;
const OPTIONS = {
  space: text,
  scopes: text,
  label: text,
  expires: text,
  overlap: text,
  extent: text,
};

const DAY_MS = 24 * 60 * 60 * 1000;

interface Flags {
  space?: string;
  scopes?: string;
  label?: string;
  expires?: string;
  overlap?: string;
  extent?: string;
}

/** Prints only the token; makes the space when there is none of that name. */
async function create(flags: Flags): Promise<void> {
  const { space: name, label = "From the console" } = flags;
  if (!name) throw new UsageError(`Which space? Say --space NAME.`);
  const scopes = flags.scopes?.split(",").map((scope) => scope.trim()) ?? [...GAME_SERVER_SCOPES];
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (unknown.length > 0) throw new UsageError(`No such scope: ${unknown.join(", ")}.`);
  const days = flags.expires === undefined ? undefined : Number(flags.expires);
  if (days !== undefined && !(days > 0 && days <= 36_500)) {
    throw new UsageError(`--expires takes a number of days.`);
  }
  const found = await findSpace(consoleContext(), { name });
  if (!found) say(`Making the space “${name}”.`);
  const space = found ?? (await createSpace(consoleContext(), { name }));
  const { token } = await createToken(consoleContext(), {
    spaceId: space.id,
    label,
    scopes: scopes.filter(isScope),
    expiresAt: days === undefined ? null : new Date(Date.now() + days * DAY_MS),
  });
  print(token);
}

/** One line each: id, space, label, last characters, scopes, last use, state, chain; tabs between them. */
async function list(flags: Flags): Promise<void> {
  const space = flags.space ? await findSpace(consoleContext(), { name: flags.space }) : undefined;
  if (space === null) throw new UsageError(`There is no space “${flags.space}”.`);
  for (const token of await listTokens(consoleContext(), { spaceId: space?.id })) {
    const ends = token.expiresAt ? `until ${token.expiresAt}` : "live";
    const state = token.revokedAt ? `revoked ${token.revokedAt}` : ends;
    const { id, spaceName, label, hint, scopes, chainId } = token;
    const used = token.lastUsedAt ? `used ${token.lastUsedAt}` : "never used";
    print(
      [
        id,
        shownText(spaceName),
        shownText(label),
        `…${hint}`,
        scopes.join(","),
        used,
        state,
        chainId,
      ].join("\t"),
    );
  }
}

/** Prints only the new token; the old one keeps working for the overlap. */
async function rotate(id: string | undefined, flags: Flags): Promise<void> {
  if (!id) throw new UsageError(`Which token? Say its id, as list prints it.`);
  const hours = Number(flags.overlap?.replace(/h$/, "") ?? LIMITS.tokenOverlapHoursDefault);
  if (!(hours >= 0 && hours <= LIMITS.tokenOverlapHoursMax)) {
    throw new UsageError(`--overlap takes 0 to ${LIMITS.tokenOverlapHoursMax} hours.`);
  }
  const rotated = await rotateToken(consoleContext(), { id, overlapSeconds: hours * 3600 });
  const sooner = rotated.previousEndsAtFirstUse
    ? "the new one is first used, at the latest until "
    : "";
  say(`The old token works until ${sooner}${rotated.previousEndsAt.toISOString()}.`);
  print(rotated.token);
}

/** Prints the ids of the tokens that it revoked. */
async function revoke(id: string | undefined, { extent = "chain" }: Flags): Promise<void> {
  if (!id) throw new UsageError(`Which token? Say its id, as list prints it.`);
  const known = REVOKE_EXTENTS.find((one) => one === extent);
  if (!known) throw new UsageError(`--extent takes ${REVOKE_EXTENTS.join(", ")}.`);
  const { revoked } = await revokeToken(consoleContext(), { id, extent: known });
  if (revoked.length === 0) return say("It was revoked already.");
  for (const each of revoked) print(each);
  say(`${counted(revoked.length, "token")} refused from now on.`);
}

const COMMANDS = new Map<string, (id: string | undefined, flags: Flags) => Promise<void>>([
  ["create", (_, flags) => create(flags)],
  ["list", (_, flags) => list(flags)],
  ["rotate", rotate],
  ["revoke", revoke],
]);

const { values, positionals } = readArguments({
  name: "token",
  usage: USAGE,
  options: OPTIONS,
  hasPositionals: true,
});
const [command, id, ...rest] = positionals;
const run = COMMANDS.get(command ?? "");
const takesId = command === "rotate" || command === "revoke";
const isFine = run !== undefined && rest.length === 0 && (takesId || id === undefined);

await runCommand({
  name: "token",
  withDatabase: isFine,
  async work() {
    if (!run) throw new UsageError(`Say what to do: ${[...COMMANDS.keys()].join(", ")}.`);
    if (!isFine) throw new UsageError(`${command} takes no argument “${rest[0] ?? id}”.`);
    await run(id, values);
  },
});
