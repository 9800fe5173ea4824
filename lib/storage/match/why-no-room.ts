import { RoomkeeperError } from "@/lib/core/errors";

/** Returns the text. Throws `invalid_document` if it is empty. */
export function requireContent(text: string): string {
  if (text.trim() === "") throw new RoomkeeperError("invalid_document", "The file is empty.");
  return text;
}

/** Why the content of a file is not a room, in one sentence for the owner of the file. */
export function whyNoRoom(cause: unknown): string {
  if (cause instanceof RoomkeeperError) return cause.message;
  if (cause instanceof SyntaxError) return "It is not JSON.";
  if ((cause as { code?: unknown } | null)?.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
    return "Its text is not UTF-8.";
  }
  return "Its fields are not those of a room.";
}
