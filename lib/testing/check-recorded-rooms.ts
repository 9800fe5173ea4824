import { expect } from "vitest";
import { matchesOf } from "@/lib/match/matches/match-rule";
import type { SerializedRoom } from "@/lib/match/room";
import { expectedRooms, recordedFormerRooms, recordedRooms } from "./recorded-moviematch";

/** The methods of a storage that the comparison with the recording needs. */
export interface ReadBack {
  rooms: SerializedRoom[];
  trash: { room: SerializedRoom; reason: string }[];
}

/**
 * Checks that every room equals the recorded last state and the ratings that people sent, and that former incarnations are in the trash.
 */
export function expectRecordedRooms({ rooms, trash }: ReadBack): void {
  expect(rooms.map(({ roomName }) => roomName).sort()).toEqual(
    recordedRooms()
      .map(({ roomName }) => roomName)
      .sort(),
  );
  const stored = new Map(rooms.map((room) => [room.roomName, room]));
  for (const room of recordedRooms()) expect(stored.get(room.roomName)).toEqual(inOrder(room));
  for (const expected of expectedRooms()) {
    const room = stored.get(expected.roomName);
    const ratings = Object.values(room?.ratings ?? {}).flat();
    const matches = matchesOf(room ?? {});
    expect({
      creatorPlexUserId: room?.creatorPlexUserId,
      password: room?.password ?? null,
      ratings: ratings.length,
      likes: ratings.filter(([, value]) => value === "like").length,
      participants: [...new Set(ratings.map(([userName]) => userName))].sort(),
      userProgress: room?.userProgress,
      matchCount: matches.length,
      firstMatchAt: matches[0]?.matchedAtMs ?? null,
    }).toEqual({
      creatorPlexUserId: expected.creatorPlexUserId,
      password: expected.password,
      ratings: expected.ratings,
      likes: expected.likes,
      participants: expected.participants.toSorted(),
      userProgress: expected.userProgress,
      matchCount: expected.matchCount,
      firstMatchAt: expected.firstMatchAt,
    });
  }
  expect(byName(trash)).toEqual(
    byName(recordedFormerRooms().map((room) => ({ room: inOrder(room), reason: "replaced" }))),
  );
}

/** MovieMatch stores a film's ratings in the order of arrival; Roomkeeper returns them in the order of time. */
export function inOrder(room: SerializedRoom): SerializedRoom {
  const films = Object.entries(room.ratings ?? {}).map(([mediaId, entries]) => {
    const sorted = entries.toSorted((a, b) => a[2] - b[2] || (a[0] < b[0] ? -1 : 1));
    return [mediaId, sorted] as const;
  });
  return { ...room, ratings: Object.fromEntries(films) };
}

function byName(trash: ReadBack["trash"]) {
  return trash
    .map(({ room, reason }) => ({ room, reason }))
    .sort((a, b) => (a.room.roomName < b.room.roomName ? -1 : 1));
}
