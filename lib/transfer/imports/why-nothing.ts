import { counted } from "@/lib/core/counted";
import type { UnreadableFile } from "@/lib/transfer/copy/files-source";
import type { RoomImport } from "./room-import";

const NAME_UNITS_MAX = 60;
const REASON_UNITS_MAX = 100;
const WHAT =
  "Upload an export (NAME.roomkeeper.jsonl.gz) or the room files of a MovieMatch server (NAME.json).";

/** Why there is nothing to import, and what to do next; null if there is something. */
export function whyNothing(
  found: { rooms: number; trashCount: number; unreadable: readonly UnreadableFile[] },
  { files, includesTrash }: Pick<RoomImport, "files" | "includesTrash">,
): string | null {
  const { rooms, trashCount, unreadable } = found;
  if (rooms > 0 || (includesTrash && trashCount > 0)) return null;
  if (trashCount > 0) {
    const they = counted(trashCount, "room of a trash", "rooms of a trash");
    return `It holds ${they} and no open room. To bring in the trash, upload it again and choose “The trash”.`;
  }
  const [file] = files;
  const name = files.length === 1 && file ? shortened(file.name) : counted(files.length, "file");
  const [first] = unreadable;
  if (!first) return `There is no room in ${name}. ${WHAT}`;
  if (files.length > 1) return `No room can be read from any of ${name}. ${WHAT}`;
  const reason = first.message.length > REASON_UNITS_MAX ? "" : ` ${first.message}`;
  return `No room can be read from ${name}.${reason} ${WHAT}`;
}

function shortened(name: string): string {
  if (name.length <= NAME_UNITS_MAX) return name;
  return `${name.slice(0, NAME_UNITS_MAX).toWellFormed()}…`;
}
