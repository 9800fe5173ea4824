import { checkHealth, checkLife } from "@/lib/health/check-health";
import { getServices } from "@/lib/runtime/services";
import { requestIdOf } from "./handle-api";
import { plainReply } from "./plain-reply";

function answer(request: Request, status: number, body: unknown): Response {
  const headers: Record<string, string> = {
    "cache-control": "no-store",
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "x-request-id": requestIdOf(request),
  };
  if (status === 503) headers["retry-after"] = "2";
  return plainReply(status, headers, request.method === "HEAD" ? null : JSON.stringify(body));
}

/** 200 while it can serve, degraded included; 503 when it cannot. */
export async function healthReply(request: Request): Promise<Response> {
  const health = await checkHealth(getServices());
  return answer(request, health.status === "unavailable" ? 503 : 200, health);
}

/** 200 as long as the process answers. */
export function lifeReply(request: Request): Response {
  return answer(request, 200, checkLife());
}
