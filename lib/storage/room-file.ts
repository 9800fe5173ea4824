import { readFile } from "node:fs/promises";
import {
  type Incarnation,
  incarnationOf,
  joinRatings,
  roomOf,
  takenBackOf,
} from "@/lib/rooms/merge-room";
import type { NameSlot, Tombstone, TrashedIncarnation } from "@/lib/rooms/name-slot";
import type { TrashReason } from "@/lib/rooms/room";
import { isRoomName, parseSerializedRoom } from "@/lib/rooms/room-schema";
import { takenBackArrays } from "@/lib/rooms/split-room";
import { isMissing } from "./durable-file";
import { StorageError, type TakenBackRating } from "./match-storage";

/**
 * The text of an open room's file: the very document MovieMatch would write. Ratings taken back are the only thing it could not
 * say; they stand beside under `_metadata`, which MovieMatch does not look at.
 */
export function roomFileText(incarnation: Incarnation): string {
  return `${JSON.stringify(withTakenBack(incarnation), null, 2)}\n`;
}

/** The open room in a file; null when there is no such file. Throws `corrupt`. */
export async function readRoomFile(file: string): Promise<Incarnation | null> {
  return readJsonFile(file, (value) => fromTakenBack(value));
}

/** The text of the file with a name's trash and tombstones. */
export function historyFileText(roomName: string, slot: NameSlot): string {
  const trash = slot.trash.map(({ incarnation, reason, trashedAtMs }) => ({
    reason,
    trashedAtMs,
    room: withTakenBack(incarnation),
  }));
  return `${JSON.stringify({ roomName, trash, tombstones: slot.tombstones }, null, 2)}\n`;
}

/** Trash and tombstones of a name; null when there is no such file. Throws `corrupt`. */
export async function readHistoryFile(
  file: string,
): Promise<{ roomName: string; history: Pick<NameSlot, "trash" | "tombstones"> } | null> {
  return readJsonFile(file, (value) => {
    const { roomName, trash, tombstones } = value as {
      roomName: string;
      trash: { reason: TrashReason; trashedAtMs: number; room: unknown }[];
      tombstones: Tombstone[];
    };
    if (!isRoomName(roomName)) throw new Error("no room name");
    const entries: TrashedIncarnation[] = trash.map(({ reason, trashedAtMs, room }) => ({
      reason,
      trashedAtMs,
      incarnation: fromTakenBack(room),
    }));
    return { roomName, history: { trash: entries, tombstones: [...tombstones] } };
  });
}

async function readJsonFile<T>(file: string, parse: (value: unknown) => T): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    return parse(JSON.parse(text.replace(/^\ufeff/, "")));
  } catch (cause) {
    throw new StorageError(`${file} does not hold a room.`, cause, "corrupt");
  }
}

function withTakenBack(incarnation: Incarnation): object {
  const takenBack = takenBackOf(incarnation);
  const room = roomOf(incarnation);
  return takenBack.length === 0 ? room : { ...room, _metadata: { takenBack } };
}

function fromTakenBack(value: unknown): Incarnation {
  const incarnation = incarnationOf(parseSerializedRoom(value));
  const { _metadata } = value as { _metadata?: { takenBack?: TakenBackRating[] } };
  const takenBack = takenBackArrays(_metadata?.takenBack ?? []);
  return { ...incarnation, ratings: joinRatings(incarnation.ratings, takenBack) };
}
