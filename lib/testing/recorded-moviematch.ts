import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { SerializedRoom } from "@/lib/match/room";

/** One call of the recorded MovieMatch server; times are real milliseconds since its first call. */
export interface RecordedSave {
  seq: number;
  sentAt: number;
  arrivedAt: number;
  doneAt: number;
  method: "saveRoom";
  body: SerializedRoom;
}

/** The expected state of one room, calculated from what people sent and not from the saves. */
export interface ExpectedRoom {
  roomName: string;
  roomType: string;
  creator: string;
  creatorPlexUserId: number;
  password: string | null;
  ratings: number;
  likes: number;
  dislikes: number;
  filmsRated: number;
  participants: string[];
  userProgress: Record<string, number>;
  perUser: Record<string, { rated: number; likes: number; dislikes: number }>;
  matchCount: number;
  /** The earliest match; null if there is none. */
  firstMatchAt: number | null;
  matches: {
    mediaId: string;
    title: string;
    users: string[];
    /** Absent in solo rooms. */
    firstMatchedAt?: number;
    firstMatchedAtIsUpperBound?: boolean;
  }[];
  firstMatchAtByUser?: Record<string, number>;
  formerIncarnations: unknown[];
}

function readFixture(name: string): string {
  const file = path.join(import.meta.dirname, "fixtures", `${name}.br`);
  return brotliDecompressSync(readFileSync(file)).toString();
}

/** Every storage call of the recorded server, in order of arrival. */
export function recordedTrace(): RecordedSave[] {
  const lines = readFixture("moviematch-trace.jsonl").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as RecordedSave);
}

export function expectedRooms(): ExpectedRoom[] {
  return (JSON.parse(readFixture("moviematch-expected.json")) as { rooms: ExpectedRoom[] }).rooms;
}

/** The files of the recording, by path: `rooms/*.json` as the file store of MovieMatch wrote them, `former-rooms/*.json`. */
export function recordedFiles(): Map<string, string> {
  return new Map(Object.entries(JSON.parse(readFixture("moviematch-files.json"))));
}

/** The true last state of each room. */
export function recordedRooms(): SerializedRoom[] {
  return roomsUnder("rooms/");
}

/** The last state of the incarnations that were lost when the server restarted, and were made again under the same name. */
export function recordedFormerRooms(): SerializedRoom[] {
  return roomsUnder("former-rooms/");
}

function roomsUnder(folder: string): SerializedRoom[] {
  return [...recordedFiles()]
    .filter(([file]) => file.startsWith(folder))
    .map(([, text]) => JSON.parse(text) as SerializedRoom);
}
