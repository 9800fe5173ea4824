import * as live from "@/app/api/health/live/route";
import * as ready from "@/app/api/health/ready/route";
import * as health from "@/app/api/health/route";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import type { ApiRouteModule } from "@/lib/web/api/api-operation";

export type ApiMethod = "GET" | "HEAD" | "PUT" | "POST" | "DELETE" | "PATCH" | "OPTIONS";
export type ApiModule = ApiRouteModule;

/** Every route.ts that our own server calls without Next, by its path in the tree; a test compares it with the tree. */
export const API_ROUTES: Readonly<Record<string, ApiModule>> = {
  "/api/health": health,
  "/api/health/live": live,
  "/api/health/ready": ready,
  ...API_V1_ROUTES,
};

const PATTERNS = Object.entries(API_ROUTES).map(([pattern, module]) => ({
  module,
  segments: pattern.split("/").slice(1),
}));

/** Whether a raw path is handled without Next. */
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
  return found?.module ?? (API_V1_ROUTES["/api/v1/[[...path]]"] as ApiModule);
}
