import type { Actor } from "@/lib/core/actor";
import { LIMITS } from "@/lib/core/limits";
import { type GuardedRoom, refuseRoomAction } from "@/lib/rooms/room-policy";

/** A room that changed. */
export interface ChangedRoom {
  id: string;
  /** The types of its events since the last message. */
  types: readonly string[];
  guard: GuardedRoom;
}

/** What a page is told: which rooms changed and how, never what is in them. */
export interface Changes {
  /** The types of events by the id of the room. */
  rooms: Record<string, readonly string[]>;
  /** Whether more rooms changed than are named. Any room may be one of them. */
  more: boolean;
}

/**
 * The changes that a person is told about: those of the rooms that they may see, by the rule of every page. null if there are none.
 * @param isMore whether more rooms changed than were gathered. Everybody hears that, and nobody hears which ones.
 */
export function heardChanges(
  actor: Actor,
  changed: readonly ChangedRoom[],
  isMore = false,
): Changes | null {
  const heard = changed.filter(({ guard }) => refuseRoomAction(actor, "see", guard) === null);
  const named = heard.slice(0, LIMITS.liveRoomsNamedMax);
  const more = heard.length > named.length || isMore;
  if (heard.length === 0 && !more) return null;
  return { rooms: Object.fromEntries(named.map(({ id, types }) => [id, types])), more };
}
