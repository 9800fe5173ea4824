import { type Conditions, failedCondition, type NamedVersions, tagOf } from "@/lib/core/conditions";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { RoomMetadata } from "@/lib/rooms/room";

/** The entity tag of one version of one incarnation. https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */
export function etagOf({ incarnation, version }: Pick<RoomMetadata, "incarnation" | "version">) {
  return `"${tagOf({ id: incarnation, version })}"`;
}

/** The part of our entity tags between the quotes. */
export function opaqueOf(etag: string): string {
  return etag.slice(1, -1);
}

/** Reads the conditions from a request's headers. Throws `invalid_request` for a malformed list. */
export function conditionsOf(headers: Headers): Conditions {
  const ifMatch = headers.get("if-match");
  const ifNoneMatch = headers.get("if-none-match");
  return {
    ...(ifMatch === null ? {} : { ifMatch: readTags("If-Match", ifMatch) }),
    ...(ifNoneMatch === null ? {} : { ifNoneMatch: readTags("If-None-Match", ifNoneMatch) }),
  };
}

const TAG = /(?:W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"/g;
/** The suffix that a compressing proxy adds to a tag. */
const PACKED = /-{1,2}(?:gzip|br|zstd|deflate)$/;

/**
 * Reads `*` or a list of entity tags (RFC 9110, section 13.1). Our tags name a version and not the bytes of a reply, so weak tags and
 * tags with the suffix of a compressing proxy name the same version.
 * @param field the name of the header or member, for the refusal
 */
export function readTags(field: string, text: string): NamedVersions {
  const list = text.trim();
  if (list === "*") return "*";
  const rest = list.replace(TAG, "t").replace(/[\t ]+/g, "");
  if (list.length > LIMITS.conditionUnitsMax || !/^t?(?:,t?)*$/.test(rest)) {
    const message = 'must be * or entity tags in quotes, such as "rm_x.1"';
    throw new RoomkeeperError("invalid_request", `${field} ${message}.`, {
      fields: [{ pointer: `/${field}`, message }],
    });
  }
  return [...list.matchAll(TAG)].map(([, tag = ""]) => tag.replace(PACKED, ""));
}

/** Whether an If-None-Match header contains the tag. A malformed header contains none. */
export function isNoneMatchHit(header: string | null, etag: string): boolean {
  if (header === null) return false;
  try {
    const ifNoneMatch = readTags("If-None-Match", header);
    return failedCondition({ ifNoneMatch }, opaqueOf(etag)) !== null;
  } catch {
    return false;
  }
}
