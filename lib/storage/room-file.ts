import { readFile } from "node:fs/promises";
import type { Incarnation } from "@/lib/rooms/merge-room";
import type { NameSlot, Tombstone } from "@/lib/rooms/name-slot";
import { isRoomName } from "@/lib/rooms/room-schema";
import { isMissing } from "./durable-file";
import { StorageError } from "./match-storage";
import {
  historyFrom,
  historyJson,
  incarnationFrom,
  incarnationJson,
  type TrashedJson,
} from "./slot-json";

/** The text of an open room's file. */
export function roomFileText(incarnation: Incarnation): string {
  return `${JSON.stringify(incarnationJson(incarnation), null, 2)}\n`;
}

/** The open room in a file; null when there is no such file. Throws `corrupt`. */
export async function readRoomFile(file: string): Promise<Incarnation | null> {
  return readJsonFile(file, incarnationFrom);
}

/** The text of the file with a name's trash and tombstones. */
export function historyFileText(roomName: string, slot: NameSlot): string {
  return `${JSON.stringify({ roomName, ...historyJson(slot) }, null, 2)}\n`;
}

/** Trash and tombstones of a name; null when there is no such file. Throws `corrupt`. */
export async function readHistoryFile(
  file: string,
): Promise<{ roomName: string; history: Pick<NameSlot, "trash" | "tombstones"> } | null> {
  return readJsonFile(file, (value) => {
    const { roomName, ...history } = value as {
      roomName: string;
      trash: TrashedJson[];
      tombstones: Tombstone[];
    };
    if (!isRoomName(roomName)) throw new Error("no room name");
    return { roomName, history: historyFrom(history) };
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
