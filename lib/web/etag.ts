import { RoomkeeperError } from "@/lib/core/errors";
import type { RoomMetadata } from "@/lib/rooms/room";

/** The entity tag of one version of one incarnation. https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */
export function etagOf({ incarnation, version }: Pick<RoomMetadata, "incarnation" | "version">) {
  return `"${incarnation}.${version}"`;
}

/** Whether an If-None-Match header covers the tag; weak comparison, as RFC 9110 section 13.1.2 wants it. */
export function isNoneMatchHit(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === "*") return true;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

export interface WritePrecondition {
  mode: "join" | "replace" | "create";
  expected?: { id: string; version: number };
}

/** What a save asks for: `If-Match` with one tag is a strict replace, `If-None-Match: *` a strict create, neither a join. */
export function readWritePrecondition(headers: Headers): WritePrecondition {
  const match = headers.get("if-match")?.trim();
  const noneMatch = headers.get("if-none-match")?.trim();
  if (match !== undefined && noneMatch !== undefined) {
    throw new RoomkeeperError("invalid_request", "If-Match and If-None-Match exclude each other.");
  }
  if (noneMatch !== undefined) {
    if (noneMatch === "*") return { mode: "create" };
    throw new RoomkeeperError("invalid_request", "A save understands If-None-Match: * alone.");
  }
  if (match === undefined) return { mode: "join" };
  const [, id, version] = /^(?:W\/)?"([\w-]{1,64})\.(\d{1,9})"$/.exec(match) ?? [];
  if (id === undefined || version === undefined) {
    throw new RoomkeeperError("precondition_failed", "If-Match is not the ETag of a stored room.");
  }
  return { mode: "replace", expected: { id, version: Number(version) } };
}
