import * as live from "@/app/api/health/live/route";
import * as ready from "@/app/api/health/ready/route";
import * as health from "@/app/api/health/route";
import * as unknownPath from "@/app/api/v1/[[...path]]/route";
import * as batch from "@/app/api/v1/batch/route";
import * as events from "@/app/api/v1/events/route";
import * as media from "@/app/api/v1/media/route";
import * as roomLease from "@/app/api/v1/room/lease/route";
import * as roomMatches from "@/app/api/v1/room/matches/route";
import * as roomRatings from "@/app/api/v1/room/ratings/route";
import * as roomRestore from "@/app/api/v1/room/restore/route";
import * as room from "@/app/api/v1/room/route";
import * as namedLease from "@/app/api/v1/rooms/[name]/lease/route";
import * as namedMatches from "@/app/api/v1/rooms/[name]/matches/route";
import * as namedRatings from "@/app/api/v1/rooms/[name]/ratings/route";
import * as namedRoom from "@/app/api/v1/rooms/[name]/route";
import * as rooms from "@/app/api/v1/rooms/route";
import * as tokenRotate from "@/app/api/v1/token/rotate/route";
import * as token from "@/app/api/v1/token/route";
import * as trash from "@/app/api/v1/trash/route";

export type ApiHandler = (request: Request) => Response | Promise<Response>;
export type ApiMethod = "GET" | "HEAD" | "PUT" | "POST" | "DELETE" | "PATCH" | "OPTIONS";
export type ApiModule = Record<ApiMethod, ApiHandler>;

/** Every route.ts that our own server calls without Next, by its path in the tree; a test compares it with the tree. */
export const API_ROUTES: Readonly<Record<string, ApiModule>> = {
  "/api/health": health,
  "/api/health/live": live,
  "/api/health/ready": ready,
  "/api/v1/batch": batch,
  "/api/v1/events": events,
  "/api/v1/media": media,
  "/api/v1/room": room,
  "/api/v1/room/lease": roomLease,
  "/api/v1/room/matches": roomMatches,
  "/api/v1/room/ratings": roomRatings,
  "/api/v1/room/restore": roomRestore,
  "/api/v1/rooms": rooms,
  "/api/v1/rooms/[name]": namedRoom,
  "/api/v1/rooms/[name]/lease": namedLease,
  "/api/v1/rooms/[name]/matches": namedMatches,
  "/api/v1/rooms/[name]/ratings": namedRatings,
  "/api/v1/token": token,
  "/api/v1/token/rotate": tokenRotate,
  "/api/v1/trash": trash,
  "/api/v1/[[...path]]": unknownPath,
};

const PATTERNS = Object.entries(API_ROUTES).map(([pattern, module]) => ({
  module,
  segments: pattern.split("/").slice(1),
}));

/** Whether a raw path is ours to answer without Next. */
export function isApiPath(path: string): boolean {
  return /^\/api\/(?:v1|health)(?:\/|$)/.test(path);
}

/** The handlers of a raw, still encoded path. A trailing slash makes another path, as everywhere in HTTP. */
export function findApiRoute(path: string): ApiModule {
  const exact = API_ROUTES[path];
  if (exact && !path.includes("[")) return exact;
  const given = path.split("/").slice(1);
  const found = PATTERNS.find(
    ({ segments }) =>
      segments.length === given.length &&
      segments.every(
        (segment, index) => segment === given[index] || (segment === "[name]" && given[index]),
      ),
  );
  return found?.module ?? unknownPath;
}
