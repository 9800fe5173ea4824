import { now } from "@/lib/core/clock";
import { randomFraction } from "@/lib/core/random-fraction";
import type { RatingEntry, SerializedRoom } from "@/lib/match/room";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { deckOf, likes, SAMPLE_ROOMS, type SampleRoom } from "./sample-rooms";

const EVERY_MS = 4_000;

/** Reports that this game server serves a room with a number of connected people. */
export type Hold = (roomName: string, connections: number) => Promise<void>;

export interface Play {
  /** Ends the simulated people; resolves when their last save is answered. */
  stop(): Promise<void>;
}

/**
 * A simulated game server: in each live room somebody rates the next film every few seconds, and the whole room is saved as MovieMatch
 * does it. At the end of the deck people change their minds. A room that was deleted, expired or locked is skipped until it is open
 * again. With every rating it renews the lease of the room.
 */
export function playRooms(storage: RoomStorage, hold: Hold): Play {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let underWay = Promise.resolve();
  const live = SAMPLE_ROOMS.filter((sample) => sample.isLive);
  const turn = async () => {
    for (const sample of live) await playTurn(storage, sample, hold).catch(() => {});
    if (!stopped) timer = setTimeout(next, EVERY_MS * (0.5 + randomFraction()));
  };
  const next = () => {
    underWay = turn();
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

async function playTurn(storage: RoomStorage, sample: SampleRoom, hold: Hold): Promise<void> {
  const room = await storage.getRoom(sample.name);
  if (!room) return;
  await storage.saveRoom(rateNext(room, sample));
  await hold(sample.name, 1 + sample.people.length);
}

/** The document with one more rating: the next film of a random person, or a change of mind when they have seen them all. */
export function rateNext(room: SerializedRoom, sample: SampleRoom): SerializedRoom {
  const people = [sample.owner[1], ...sample.people];
  const userName = people[Math.floor(randomFraction() * people.length)] ?? sample.owner[1];
  const deck = deckOf(sample);
  const ratings: Record<string, RatingEntry[]> = { ...room.ratings };
  const isRated = (mediaId: string) => ratings[mediaId]?.some(([name]) => name === userName);
  const unseen = deck.find((mediaId) => !isRated(mediaId));
  const mediaId = unseen ?? deck[Math.floor(randomFraction() * deck.length)] ?? "";
  const isLiked = unseen ? likes(userName, mediaId) : randomFraction() < 0.4;
  const others = (ratings[mediaId] ?? []).filter(([name]) => name !== userName);
  ratings[mediaId] = [...others, [userName, isLiked ? "like" : "dislike", now().getTime()]];
  const seen = deck.filter((film) => ratings[film]?.some(([name]) => name === userName)).length;
  return { ...room, ratings, userProgress: { ...room.userProgress, [userName]: seen } };
}
