import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { loadDocsPlaces } from "@/lib/web/load-docs";

export const dynamic = "force-dynamic";

/** The search index of the docs, for the browser. */
export function GET(): Response {
  return Response.json(loadDocsPlaces(API_V1_ROUTES), {
    headers: { "cache-control": "public, max-age=300" },
  });
}
