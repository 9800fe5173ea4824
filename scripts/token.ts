import { parseArgs } from "node:util";
import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";
import { createSpace } from "@/lib/spaces/create-space";
import { findSpace } from "@/lib/spaces/find-space";
import { createToken } from "@/lib/tokens/create-token";
import { listTokens } from "@/lib/tokens/list-tokens";
import { REVOKE_EXTENTS, revokeToken } from "@/lib/tokens/revoke-token";
import { rotateToken } from "@/lib/tokens/rotate-token";
import { GAME_SERVER_SCOPES, isScope, SCOPES } from "@/lib/tokens/token";
import { CONSOLE, print, runCommand, say, UsageError } from "./run-command";

const USAGE = `Usage:
  npm run -s token -- create --space NAME [--scopes a,b] [--label TEXT] [--expires DAYS]
  npm run -s token -- list [--space NAME]
  npm run -s token -- rotate ID [--overlap HOURS]
  npm run -s token -- revoke ID [--extent family|later|alone]
Scopes: ${SCOPES.join(", ")}
Without --scopes: ${GAME_SERVER_SCOPES.join(", ")}
A token and all that were rotated from it are a family. revoke ends the whole family; with --extent later, the token and those
rotated from it; with --extent alone, only the token.`;

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
  if (!name) throw new UsageError(`Which space? ${USAGE}`);
  const scopes = flags.scopes?.split(",").map((scope) => scope.trim()) ?? [...GAME_SERVER_SCOPES];
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (unknown.length > 0) throw new UsageError(`No such scope: ${unknown.join(", ")}.\n${USAGE}`);
  const days = flags.expires === undefined ? undefined : Number(flags.expires);
  if (days !== undefined && !(days > 0 && days <= 36_500)) {
    throw new UsageError(`--expires takes a number of days.\n${USAGE}`);
  }
  const found = await findSpace(CONSOLE, { name });
  if (!found) say(`Making the space “${name}”.`);
  const space = found ?? (await createSpace(CONSOLE, { name }));
  const { token } = await createToken(CONSOLE, {
    spaceId: space.id,
    label,
    scopes: scopes.filter(isScope),
    expiresAt: days === undefined ? null : new Date(Date.now() + days * DAY_MS),
  });
  print(token);
}

/** One line each: id, space, label, last characters, scopes, last use, state, family; tabs between them. */
async function list(flags: Flags): Promise<void> {
  const space = flags.space ? await findSpace(CONSOLE, { name: flags.space }) : undefined;
  if (space === null) throw new UsageError(`There is no space “${flags.space}”.`);
  for (const token of await listTokens(CONSOLE, { spaceId: space?.id })) {
    const ends = token.expiresAt ? `until ${token.expiresAt}` : "live";
    const state = token.revokedAt ? `revoked ${token.revokedAt}` : ends;
    const { id, spaceName, label, hint, scopes, familyId } = token;
    const used = token.lastUsedAt ? `used ${token.lastUsedAt}` : "never used";
    print([id, spaceName, label, `…${hint}`, scopes.join(","), used, state, familyId].join("\t"));
  }
}

/** Prints only the new token; the old one keeps working for the overlap. */
async function rotate(id: string | undefined, flags: Flags): Promise<void> {
  if (!id) throw new UsageError(`Which token? ${USAGE}`);
  const hours = Number(flags.overlap?.replace(/h$/, "") ?? LIMITS.tokenOverlapHoursDefault);
  if (!(hours >= 0 && hours <= LIMITS.tokenOverlapHoursMax)) {
    throw new UsageError(`--overlap takes 0 to ${LIMITS.tokenOverlapHoursMax} hours.\n${USAGE}`);
  }
  const rotated = await rotateToken(CONSOLE, { id, overlapSeconds: hours * 3600 });
  const sooner = rotated.previousEndsAtFirstUse
    ? "the new one is first used, at the latest until "
    : "";
  say(`The old token works until ${sooner}${rotated.previousEndsAt.toISOString()}.`);
  print(rotated.token);
}

/** Prints the ids of the tokens that it revoked. */
async function revoke(id: string | undefined, { extent = "family" }: Flags): Promise<void> {
  if (!id) throw new UsageError(`Which token? ${USAGE}`);
  const known = REVOKE_EXTENTS.find((one) => one === extent);
  if (!known) throw new UsageError(`--extent takes ${REVOKE_EXTENTS.join(", ")}.\n${USAGE}`);
  const { revoked } = await revokeToken(CONSOLE, { id, extent: known });
  if (revoked.length === 0) return say("It was revoked already.");
  for (const each of revoked) print(each);
  say(`${counted(revoked.length, "token")} refused from now on.`);
}

const COMMANDS = ["create", "list", "rotate", "revoke"];

await runCommand(
  async () => {
    const { values, positionals } = readArguments();
    const [command, id] = positionals;
    if (command === "create") return create(values);
    if (command === "list") return list(values);
    if (command === "rotate") return rotate(id, values);
    if (command === "revoke") return revoke(id, values);
    throw new UsageError(USAGE);
  },
  { withDatabase: COMMANDS.includes(process.argv[2] ?? "") },
);

function readArguments() {
  const text = { type: "string" } as const;
  const options = {
    space: text,
    scopes: text,
    label: text,
    expires: text,
    overlap: text,
    extent: text,
  };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}
