import { RoomkeeperError } from "@/lib/core/errors";

/** The same text, unless there is none. Throws `invalid_document`. */
export function requireContent(text: string): string {
  if (text.trim() === "") throw new RoomkeeperError("invalid_document", "It is empty.");
  return text;
}

/** Why the bytes of a file are not a room, as one sentence for the owner of the file. */
export function whyNoRoom(cause: unknown): string {
  if (cause instanceof RoomkeeperError) return cause.message;
  if (cause instanceof SyntaxError) return "It is not JSON.";
  if ((cause as { code?: unknown } | null)?.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
    return "Its text is not UTF-8.";
  }
  return "Its fields are not those of a room.";
}
