import { RoomkeeperError } from "@/lib/core/errors";
import { isStorableText } from "@/lib/core/text";

/**
 * The parameters of an address's query, decoded strictly: bad percent-encoding, text that cannot be stored and a parameter
 * given twice are refused with `invalid_request`, where URLSearchParams would repair or hide them.
 */
export function readQuery(url: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  const start = url.indexOf("?");
  if (start === -1) return query;
  const end = url.indexOf("#", start);
  for (const part of url.slice(start + 1, end === -1 ? undefined : end).split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decode(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? "" : decode(part.slice(equals + 1));
    if (name in query) throw refusal(name, "was given twice");
    query[name] = value;
  }
  return query;
}

/** One segment of a path as text; null when the path has no such segment. */
export function readSegment(url: string, index: number): string | null {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  const segment = path.split("/").slice(1)[index];
  return segment === undefined || segment === "" ? null : decode(segment, false);
}

function decode(text: string, plusIsSpace = true): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(plusIsSpace ? text.replaceAll("+", " ") : text);
  } catch {
    throw new RoomkeeperError("invalid_request", "The address holds bad percent-encoding.");
  }
  if (isStorableText(decoded)) return decoded;
  throw new RoomkeeperError("invalid_request", "The address holds text that cannot be stored.");
}

function refusal(name: string, message: string): RoomkeeperError {
  return new RoomkeeperError("invalid_request", `The parameter ${name} ${message}.`, {
    fields: [{ pointer: `/${name}`, message }],
  });
}
