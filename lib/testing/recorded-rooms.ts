import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type pg from "pg";
import { splitRoom } from "@/lib/match/split-room";
import { openSpace, saveSeed } from "./open-room";
import { recordedFormerRooms, recordedRooms } from "./recorded-moviematch";

/** 14 s after the last rating of the recording. */
export const RECORDED_NOW = new Date("2026-11-19T20:18:39Z");

/** Film titles by media id, as Plex named them. */
export function recordedTitles(): Map<string, { title: string; year: number | null }> {
  const file = path.join(import.meta.dirname, "fixtures", "moviematch-titles.json.br");
  const films = JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as [
    string,
    string,
    number | null,
  ][];
  return new Map(films.map(([mediaId, title, year]) => [mediaId, { title, year }]));
}

/**
 * Saves the former rooms and then the current ones into one space that keeps them for ever, with titles.
 * @returns name to id of the current rooms
 */
export async function loadRecordedRooms(pool: pg.Pool): Promise<Map<string, string>> {
  await openSpace(pool, "sp_test", { idleDays: null });
  const ids = new Map<string, string>();
  for (const room of [...recordedFormerRooms(), ...recordedRooms()]) {
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
     select 'sp_test', given.id, given.title, given.year, '{}'
     from unnest($1::text[], $2::text[], $3::int[]) as given(id, title, year)`,
    [
      titles.map(([id]) => id),
      titles.map(([, film]) => film.title),
      titles.map(([, film]) => film.year),
    ],
  );
  return ids;
}
