import { jsonText } from "@/lib/core/json-text";
import { StorageError } from "@/lib/core/storage-error";
import type { Incarnation } from "@/lib/match/merge-room";
import type { NameSlot, Tombstone } from "@/lib/match/name-slot";
import { isRoomName } from "@/lib/match/room-schema";
import { unpackedBytes } from "@/lib/storage/support/packed-bytes";
import { readStoredBytes } from "@/lib/storage/support/stored-bytes";
import {
  historyFrom,
  historyJson,
  incarnationFrom,
  incarnationJson,
  type TrashedJson,
} from "./slot-json";
import { requireContent, whyNoRoom } from "./why-no-room";

/** The content of an open room's file. */
export function roomFileText(incarnation: Incarnation): string {
  return `${jsonText(incarnationJson(incarnation), 2)}\n`;
}

/** Reads the open room in a file; null if there is no such file. Throws `corrupt`. */
export async function readRoomFile(file: string): Promise<Incarnation | null> {
  return readFile(file, roomIn);
}

/** Parses the bytes of an open room's file. Throws `corrupt`. */
export function roomIn(file: string, bytes: Uint8Array): Incarnation {
  return parseFile(file, bytes, incarnationFrom);
}

/** The content of the file with a name's trash and tombstones. */
export function historyFileText(roomName: string, slot: NameSlot): string {
  return `${jsonText({ roomName, ...historyJson(slot) }, 2)}\n`;
}

export interface NameHistory {
  roomName: string;
  history: Pick<NameSlot, "trash" | "tombstones">;
}

/** Reads the trash and tombstones of a name; null if there is no such file. Throws `corrupt`. */
export async function readHistoryFile(file: string): Promise<NameHistory | null> {
  return readFile(file, historyIn);
}

/** Parses the bytes of a file with trash and tombstones. Throws `corrupt`. */
export function historyIn(file: string, bytes: Uint8Array): NameHistory {
  return parseFile(file, bytes, (value) => {
    const { roomName, ...history } = value as {
      roomName: string;
      trash: TrashedJson[];
      tombstones: Tombstone[];
    };
    if (!isRoomName(roomName)) throw new Error("no room name");
    return { roomName, history: historyFrom(history) };
  });
}

async function readFile<T>(
  file: string,
  parse: (file: string, bytes: Uint8Array) => T,
): Promise<T | null> {
  const bytes = await readStoredBytes(file);
  return bytes && parse(file, await unpackedBytes(file, bytes));
}

/** Throws a StorageError that names the file and says why it is unusable. */
function parseFile<T>(file: string, bytes: Uint8Array, parse: (value: unknown) => T): T {
  try {
    return parse(JSON.parse(requireContent(decoder.decode(bytes))));
  } catch (cause) {
    throw new StorageError(`${file} does not hold a room. ${whyNoRoom(cause)}`, cause, "corrupt");
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });
