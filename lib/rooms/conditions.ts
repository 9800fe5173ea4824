import { RoomkeeperError } from "@/lib/core/errors";

/** Versions as a caller names them: any, or some tags of `tagOf`. */
export type NamedVersions = "*" | readonly string[];

/** What a request asks of the room before it is carried out (RFC 9110, section 13.1). */
export interface Conditions {
  ifMatch?: NamedVersions;
  ifNoneMatch?: NamedVersions;
}

/** The name of one version of one life of a room: what stands in an ETag between the quotes. */
export function tagOf({ id, version }: { id: string; version: number }): string {
  return `${id}.${version}`;
}

export function isConditional(conditions: Conditions | undefined): conditions is Conditions {
  return conditions?.ifMatch !== undefined || conditions?.ifNoneMatch !== undefined;
}

/**
 * The first condition that does not hold, in the order of RFC 9110, section 13.2.2; null when all do.
 * @param current the tag of the room as it is; null when there is none
 */
export function failedCondition(
  { ifMatch, ifNoneMatch }: Conditions,
  current: string | null,
): keyof Conditions | null {
  if (ifMatch !== undefined && !isNamed(ifMatch, current)) return "ifMatch";
  if (ifNoneMatch !== undefined && isNamed(ifNoneMatch, current)) return "ifNoneMatch";
  return null;
}

function isNamed(versions: NamedVersions, current: string | null): boolean {
  if (current === null) return false;
  return versions === "*" || versions.includes(current);
}

/** The refusal of a request whose condition does not hold. */
export function conditionError(failed: keyof Conditions): RoomkeeperError {
  const words =
    failed === "ifMatch"
      ? "The stored room is another version than If-Match names."
      : "The stored room is one that If-None-Match excludes.";
  return new RoomkeeperError("precondition_failed", words);
}
