import { RoomkeeperError } from "./errors";

/** The room versions in an If-Match or If-None-Match header: "*" for any version, or a list of tags as `tagOf` makes them. */
export type NamedVersions = "*" | readonly string[];

/** The conditions of a request, which the room must meet before the request is carried out (RFC 9110, section 13.1). */
export interface Conditions {
  ifMatch?: NamedVersions;
  ifNoneMatch?: NamedVersions;
}

/** The tag of a room's version: the part of an ETag between the quotes. */
export function tagOf({ id, version }: { id: string; version: number }): string {
  return `${id}.${version}`;
}

export function isConditional(conditions: Conditions | undefined): conditions is Conditions {
  return conditions?.ifMatch !== undefined || conditions?.ifNoneMatch !== undefined;
}

/**
 * Returns the first condition that is not met, in the order of RFC 9110, section 13.2.2; null if all are met.
 * @param current the tag of the room's current version; null if there is no room
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

/** The refusal of a request whose condition is not met. */
export function conditionError(failed: keyof Conditions): RoomkeeperError {
  const message =
    failed === "ifMatch"
      ? "The stored room is not one of the versions that If-Match names."
      : "The stored room is one that If-None-Match excludes.";
  return new RoomkeeperError("precondition_failed", message);
}
