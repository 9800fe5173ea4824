import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { loadDocsPlaces } from "@/lib/web/load-docs";
import { requestAddress } from "@/lib/web/request-address";

export const dynamic = "force-dynamic";

/** The search index of the docs, for the browser. */
export function GET(request: Request): Response {
  return Response.json(loadDocsPlaces(API_V1_ROUTES, requestAddress(request.headers)), {
    headers: { "cache-control": "public, max-age=300" },
  });
}
