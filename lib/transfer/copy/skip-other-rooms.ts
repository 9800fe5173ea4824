import type { CopyReport } from "./copy-report";
import type { RoomSource } from "./room-source";

/** Names in the report each room of a kind that copies do not carry, so that no room is left out silently. */
export async function skipOtherRooms(
  from: RoomSource,
  report: CopyReport,
  { includesTrash = false }: { includesTrash?: boolean },
): Promise<void> {
  for await (const { name, createdAt, plural, isTrashed } of from.otherRooms()) {
    if (isTrashed && !includesTrash) continue;
    if (isTrashed) report.trashFound += 1;
    else report.found += 1;
    const message = `Rooms of its kind (${plural}) are not copied. It stays where it is.`;
    report.skipped.push({ roomName: name, createdAt, code: "other_kind", message });
  }
}
