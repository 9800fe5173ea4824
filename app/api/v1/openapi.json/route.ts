import { describedReply } from "@/lib/web/api/described-reply";
import { otherMethods } from "@/lib/web/api/handle-api";
import { API_V1_ROUTES } from "../operations";

/** The OpenAPI description of this API. It needs no token. */
export function GET(request: Request): Response {
  return describedReply(request, API_V1_ROUTES);
}

export { GET as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
