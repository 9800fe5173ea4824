import { incarnationOf, mergeRoom, roomOf } from "@/lib/match/merge-room";
import type { SerializedRoom } from "@/lib/match/room";

/** Merges two documents of one room. If they belong to two incarnations of its name, returns the later one. */
export function joinDocuments(one: SerializedRoom, other: SerializedRoom): SerializedRoom {
  const [first, second] = [incarnationOf(one), incarnationOf(other)];
  if (first.createdAtMs > second.createdAtMs) return one;
  if (first.createdAtMs < second.createdAtMs) return other;
  return roomOf(mergeRoom(first, second));
}
