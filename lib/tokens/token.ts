import { createHash } from "node:crypto";
import { newSecret } from "@/lib/core/ids";

/** Everything a game server's token may be allowed to do. Each family of rooms brings its scopes with its calls. */
export const SCOPES = [
  "rooms:read",
  "rooms:write",
  "rooms:delete",
  "rooms:secrets",
  "media:write",
  "events:read",
] as const;

export type Scope = (typeof SCOPES)[number];

/** The scopes that a game server needs to store its rooms and to get their events. */
export const GAME_SERVER_SCOPES: readonly Scope[] = [
  "rooms:read",
  "rooms:write",
  "rooms:delete",
  "rooms:secrets",
  "media:write",
  "events:read",
];

export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}

/** A token as lists show it: everything but the token itself. Times are ISO 8601. */
export interface TokenSummary {
  id: string;
  spaceId: string;
  spaceName: string;
  /** The id of the first token of the chain. A chain is one token and all that were rotated from it. */
  chainId: string;
  label: string;
  /** The last four characters, to recognise it by. */
  hint: string;
  scopes: string[];
  createdAt: string;
  createdBy: string | null;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
  /** Whether it is neither revoked nor past its end. */
  isLive: boolean;
  /** The last characters of the token that it was rotated to. */
  replacedByHint: string | null;
  /** Whether it ends before `expiresAt`, when a token rotated from it is first used. */
  endsAtFirstUse: boolean;
  /** How many tokens of its chain work, including itself; 0 if it has ended. */
  chainTokens: number;
  /** How many of itself and the tokens rotated from it work; 0 if it has ended. */
  laterTokens: number;
}

const SHAPE = /^rk_([A-Za-z0-9_-]{32})([0-9a-f]{8})$/;

/** Makes a new token: `rk_`, 192 random bits, and a checksum, by which a mistyped token is recognized without a query. */
export function newToken(): string {
  const secret = newSecret(24);
  return `rk_${secret}${checksumOf(secret)}`;
}

/** Whether the text has the form and the checksum of a token. It may still be unknown. */
export function isWellFormedToken(text: string): boolean {
  const [, secret, checksum] = SHAPE.exec(text) ?? [];
  return secret !== undefined && checksumOf(secret) === checksum;
}

/** The stored hash of a token. 192 random bits cannot be guessed, so the hash need not be slow. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

export function hintOf(token: string): string {
  return token.slice(-4);
}

function checksumOf(secret: string): string {
  return createHash("sha256").update(`roomkeeper ${secret}`).digest("hex").slice(0, 8);
}
