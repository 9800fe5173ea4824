import type { ErrorCode } from "@/lib/core/errors";
import type { AnyOperation } from "./api-operation";

/** What every operation may be refused with. */
const ALWAYS: readonly ErrorCode[] = [
  "invalid_request",
  "unauthorized",
  "too_many_requests",
  "internal",
  "corrupt",
  "unavailable",
  "overloaded",
  "disk_full",
];

/** Every code that an operation may be refused with, by the method that was used. */
export function codesOf(operation: AnyOperation, method: string): ErrorCode[] {
  const codes = new Set<ErrorCode>(ALWAYS);
  if ([operation.scope].flat().length > 0) codes.add("forbidden");
  if (operation.named && method !== "PUT") codes.add("not_found");
  if (operation.body) {
    for (const code of [
      "invalid_json",
      "invalid_document",
      "body_too_large",
      "unsupported_media_type",
    ] as const) {
      codes.add(code);
    }
  }
  if (method === "PUT" && operation.named) codes.add("invalid_document");
  if (!operation.reads?.includes("If-Match")) codes.add("precondition_failed");
  if (method === "POST") {
    codes.add("idempotency_in_progress");
    codes.add("idempotency_mismatch");
  }
  if (operation.repliesSecret) codes.add("conflict");
  for (const code of operation.refusals ?? []) codes.add(code);
  return [...codes];
}

/** Every status of success. */
export function statusesOf(operation: AnyOperation, method: string): number[] {
  const statuses = operation.statuses ?? [operation.reply ? 200 : 204];
  const isRead = method === "GET" || method === "HEAD";
  return isRead && operation.tagged ? [...statuses, 304] : [...statuses];
}
