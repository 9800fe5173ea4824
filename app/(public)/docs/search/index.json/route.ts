import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { requestAddress } from "@/lib/web/api/request-address";
import { loadDocsEntries } from "@/lib/web/pages/load-docs";

export const dynamic = "force-dynamic";

/** The search index of the docs, for the browser. */
export function GET(request: Request): Response {
  return Response.json(loadDocsEntries(API_V1_ROUTES, requestAddress(request.headers)), {
    headers: { "cache-control": "public, max-age=300" },
  });
}
