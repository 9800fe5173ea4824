import type { ApiRouteModule } from "@/lib/web/api/api-operation";
import * as unknownPath from "./[[...path]]/route";
import * as batch from "./batch/route";
import * as events from "./events/route";
import * as media from "./media/route";
import * as openapi from "./openapi.json/route";
import * as roomLease from "./room/lease/route";
import * as roomMatches from "./room/matches/route";
import * as roomRatings from "./room/ratings/route";
import * as roomRestore from "./room/restore/route";
import * as room from "./room/route";
import * as namedLease from "./rooms/[name]/lease/route";
import * as namedMatches from "./rooms/[name]/matches/route";
import * as namedRatings from "./rooms/[name]/ratings/route";
import * as namedRoom from "./rooms/[name]/route";
import * as rooms from "./rooms/route";
import * as tokenRotate from "./token/rotate/route";
import * as token from "./token/route";
import * as trash from "./trash/route";

/** Every route file below `app/api/v1` by its path in the tree; a test compares it with the tree. */
export const API_V1_ROUTES: Readonly<Record<string, ApiRouteModule>> = {
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
  "/api/v1/openapi.json": openapi,
  "/api/v1/[[...path]]": unknownPath,
};
