import { RoomkeeperError } from "@/lib/core/errors";
import { listed } from "@/lib/core/listed";

/** Routes that Next answers, by path in the tree. The pages read from some and send their forms to the others. */
const READ = [
  "/api/auth/plex",
  "/api/dashboard/account/export",
  "/api/dashboard/analytics/csv",
  "/api/dashboard/audit/csv",
  "/api/dashboard/live",
  "/api/dashboard/search",
  "/api/g/[token]",
  "/api/posters/[id]",
];
const SENT = [
  "/api/dashboard/account/address",
  "/api/dashboard/account/address/remove",
  "/api/dashboard/account/erase",
  "/api/dashboard/account/mail",
  "/api/dashboard/account/push",
  "/api/dashboard/account/push/remove",
  "/api/dashboard/account/zone",
  "/api/dashboard/changes/drop",
  "/api/dashboard/confirm-address",
  "/api/dashboard/export",
  "/api/dashboard/imports",
  "/api/dashboard/imports/[id]/check",
  "/api/dashboard/imports/[id]/discard",
  "/api/dashboard/imports/[id]/run",
  "/api/dashboard/imports/[id]/undo",
  "/api/dashboard/jobs/mail",
  "/api/dashboard/jobs/plex",
  "/api/dashboard/jobs/push",
  "/api/dashboard/jobs/sweep",
  "/api/dashboard/jobs/warnings",
  "/api/dashboard/jobs/webhooks",
  "/api/dashboard/leaving",
  "/api/dashboard/people/[id]/ban",
  "/api/dashboard/people/[id]/role",
  "/api/dashboard/people/[id]/unban",
  "/api/dashboard/plex-servers",
  "/api/dashboard/plex-servers/[id]",
  "/api/dashboard/plex-servers/[id]/delete",
  "/api/dashboard/plex-servers/[id]/read",
  "/api/dashboard/plex-servers/[id]/test",
  "/api/dashboard/rooms/[id]/change-link",
  "/api/dashboard/rooms/[id]/delete",
  "/api/dashboard/rooms/[id]/expire",
  "/api/dashboard/rooms/[id]/expiry",
  "/api/dashboard/rooms/[id]/extend",
  "/api/dashboard/rooms/[id]/lock",
  "/api/dashboard/rooms/[id]/make-link",
  "/api/dashboard/rooms/[id]/mark-watched",
  "/api/dashboard/rooms/[id]/pick-film",
  "/api/dashboard/rooms/[id]/purge",
  "/api/dashboard/rooms/[id]/restore",
  "/api/dashboard/rooms/[id]/switch-off-link",
  "/api/dashboard/rooms/[id]/switch-on-link",
  "/api/dashboard/rooms/[id]/unlock",
  "/api/dashboard/rooms/[id]/unmark-watched",
  "/api/dashboard/rooms/[id]/unpick-film",
  "/api/dashboard/rooms/bulk",
  "/api/dashboard/sessions/acknowledge",
  "/api/dashboard/sessions/sign-out",
  "/api/dashboard/sessions/sign-out-others",
  "/api/dashboard/setup",
  "/api/dashboard/sign-in/link",
  "/api/dashboard/spaces",
  "/api/dashboard/spaces/[id]/rules",
  "/api/dashboard/theme",
  "/api/dashboard/titles",
  "/api/dashboard/tokens",
  "/api/dashboard/tokens/[id]/expiry",
  "/api/dashboard/tokens/[id]/revoke",
  "/api/dashboard/tokens/[id]/rotate",
  "/api/dashboard/tokens/shown",
  "/api/dashboard/webhooks",
  "/api/dashboard/webhooks/[id]",
  "/api/dashboard/webhooks/[id]/delete",
  "/api/dashboard/webhooks/[id]/disable",
  "/api/dashboard/webhooks/[id]/enable",
  "/api/dashboard/webhooks/[id]/replay",
  "/api/dashboard/webhooks/[id]/replay-since",
  "/api/dashboard/webhooks/[id]/rotate",
  "/api/dashboard/webhooks/[id]/test",
  "/api/dashboard/webhooks/shown",
  "/api/dashboard/zone",
];
const BOTH = ["/api/auth/[...nextauth]", "/api/mail/quiet"];

/** The methods of every route below /api that Next answers, by its path in the tree; a test compares it with the tree. */
export const NEXT_ROUTES: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...READ.map((route) => [route, ["GET", "HEAD", "OPTIONS"]]),
  ...SENT.map((route) => [route, ["POST", "OPTIONS"]]),
  ...BOTH.map((route) => [route, ["GET", "HEAD", "POST", "OPTIONS"]]),
]);

/** The patterns with names of their own first, because `shown` would also fit `[id]`. */
const PATTERNS = Object.keys(NEXT_ROUTES)
  .sort((a, b) => Number(a.includes("[")) - Number(b.includes("[")))
  .map((route) => ({ route, segments: route.split("/") }));

/** Whether a raw path is below /api. */
export function isBelowApi(path: string): boolean {
  return /^\/api(?:\/|$)/.test(path);
}

/** The methods that a raw, still encoded path has when Next answers it; null if Next has no route there. */
export function methodsOfNext(path: string): readonly string[] | null {
  const given = path.split("/");
  const found = PATTERNS.find(({ segments }) => fits(segments, given));
  return found ? (NEXT_ROUTES[found.route] ?? null) : null;
}

/** The methods of pages and of their static files. */
const READING = ["GET", "HEAD", "OPTIONS"];

/**
 * Why a request must not reach Next: it has no such route, or not with this method. Next would read a posted form to its end and look
 * for a server action in it, unless one of its routes answers.
 */
export function refuseByRoute(path: string, method: string): RoomkeeperError | null {
  const methods = isBelowApi(path) ? methodsOfNext(path) : READING;
  if (methods === null) {
    return new RoomkeeperError("not_found", "There is no such path in this API.");
  }
  if (methods.includes(method)) return null;
  const allow = methods.filter((one) => one !== "OPTIONS");
  const isFile = path.startsWith("/_next/");
  const message =
    methods === READING
      ? `${isFile ? "This file" : "A page"} can only be read.`
      : `This path supports only ${listed(allow)}.`;
  return new RoomkeeperError("method_not_allowed", message, { allow });
}

function fits(segments: readonly string[], given: readonly string[]): boolean {
  const takesRest = segments.at(-1)?.startsWith("[...") ?? false;
  if (takesRest ? given.length < segments.length : given.length !== segments.length) return false;
  return segments.every(
    (segment, index) => segment === given[index] || (segment.startsWith("[") && given[index]),
  );
}
