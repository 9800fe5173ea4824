import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import type { SerializedRoom } from "@/lib/rooms/room";
import { splitRoom } from "@/lib/rooms/split-room";
import { openSpace, saveSeed } from "./open-room";

/** The recording of a real MovieMatch, beside the checkout. */
const RECORDING = path.resolve("..", "shared", "data", "moviematch");

/** The moment 14 s after the recording's last rating. */
export const RECORDED_NOW = new Date("2026-11-19T20:18:39Z");

export interface ExpectedRoom {
  roomName: string;
  roomType: string;
  creator: string;
  creatorPlexUserId: number;
  ratings: number;
  likes: number;
  dislikes: number;
  filmsRated: number;
  participants: string[];
  perUser: Record<string, { rated: number; likes: number; dislikes: number }>;
  matchCount: number;
  firstMatchAt: number | null;
  matches: { mediaId: string; title: string; firstMatchedAt?: number }[];
}

export interface Expected {
  totals: {
    rooms: number;
    ratings: number;
    likes: number;
    dislikes: number;
    matches: number;
    distinctParticipants: number;
    distinctFilmsRated: number;
    creators: Record<string, number>;
  };
  rooms: ExpectedRoom[];
}

function readJson<T>(...place: string[]): T {
  return JSON.parse(readFileSync(path.join(RECORDING, ...place), "utf8")) as T;
}

/** What the recording's makers worked out from what people sent, by other code. */
export function expectedRooms(): Expected {
  return readJson("expected.json");
}

/** The true last state of every room, and of the two incarnations that were lost and opened anew. */
export function recordedRooms(folder: "rooms" | "former-rooms" = "rooms"): SerializedRoom[] {
  const files = readdirSync(path.join(RECORDING, folder)).sort();
  return files.map((file) => readJson<SerializedRoom>(folder, file));
}

/** Film titles by media id, as Plex names them. */
export function recordedTitles(): Map<string, { title: string; year: number | null }> {
  type Film = { guid: string; title: string; year?: number };
  const library = readJson<{ MediaContainer: { Metadata: Film[] } }>("plex-library.json");
  return new Map(
    library.MediaContainer.Metadata.map(({ guid, title, year }) => [
      guid,
      { title, year: year ?? null },
    ]),
  );
}

/** Saves the former rooms and then the current ones into one space, with titles; gives name to id of the current rooms. */
export async function loadRecordedRooms(pool: pg.Pool): Promise<Map<string, string>> {
  await openSpace(pool, "sp_test", { idleDays: null });
  const ids = new Map<string, string>();
  for (const room of [...recordedRooms("former-rooms"), ...recordedRooms()]) {
    const { document, ratings } = splitRoom(room);
    const saved = await saveSeed(pool, {
      name: room.roomName,
      createdAt: new Date(room.createdAt),
      creatorId: String(room.creatorPlexUserId),
      creatorName: room.creatorPlexUsername,
      roomType: room.roomType ?? "standard",
      document,
      ratings: ratings.mediaId.map((film, index) => [
        film,
        ratings.userName[index] ?? "",
        ratings.value[index] ?? "",
        ratings.atMs[index] ?? 0,
      ]),
    });
    if (saved.verdict !== "created") throw new Error(`${room.roomName}: ${saved.verdict}`);
    ids.set(room.roomName, saved.room_id);
  }
  const titles = [...recordedTitles()];
  await pool.query(
    `insert into media (space_id, media_id, title, year, genres)
     select 'sp_test', u.id, u.title, u.year, '{}' from unnest($1::text[], $2::text[], $3::int[]) as u(id, title, year)`,
    [
      titles.map(([id]) => id),
      titles.map(([, film]) => film.title),
      titles.map(([, film]) => film.year),
    ],
  );
  return ids;
}
