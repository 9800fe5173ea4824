import { jsonText } from "@/lib/core/json-text";
import type { TakenBackRating } from "@/lib/match/copied-room";
import {
  type Incarnation,
  incarnationOf,
  joinRatings,
  roomOf,
  takenBackOf,
} from "@/lib/match/merge-room";
import type { NameSlot, Tombstone, TrashedIncarnation } from "@/lib/match/name-slot";
import { parseKeptRoom } from "@/lib/match/room-schema";
import { takenBackArrays } from "@/lib/match/split-room";
import type { TrashReason } from "@/lib/rooms/room";

/** A trashed room as JSON. */
export interface TrashedJson {
  reason: TrashReason;
  trashedAtMs: number;
  room: unknown;
}

/**
 * An incarnation as JSON: the same document that MovieMatch would write. Ratings taken back have no place in it, so they are in
 * `_metadata`, which MovieMatch ignores.
 */
export function incarnationJson(incarnation: Incarnation): object {
  const takenBack = takenBackOf(incarnation);
  const room = roomOf(incarnation);
  return takenBack.length === 0 ? room : { ...room, _metadata: { takenBack } };
}

/** Parses an incarnation. Throws if the JSON is not a room. */
export function incarnationFrom(value: unknown): Incarnation {
  const incarnation = incarnationOf(parseKeptRoom(value));
  const { _metadata } = value as { _metadata?: { takenBack?: TakenBackRating[] } };
  const takenBack = takenBackArrays(_metadata?.takenBack ?? []);
  return { ...incarnation, ratings: joinRatings(incarnation.ratings, takenBack) };
}

/** The trash and tombstones of a name as JSON. */
export function historyJson({ trash, tombstones }: Pick<NameSlot, "trash" | "tombstones">) {
  return {
    trash: trash.map(({ incarnation, reason, trashedAtMs }) => ({
      reason,
      trashedAtMs,
      room: incarnationJson(incarnation),
    })),
    tombstones,
  };
}

export function historyFrom(value: {
  trash: TrashedJson[];
  tombstones: Tombstone[];
}): Pick<NameSlot, "trash" | "tombstones"> {
  const trash: TrashedIncarnation[] = value.trash.map(({ reason, trashedAtMs, room }) => ({
    reason,
    trashedAtMs,
    incarnation: incarnationFrom(room),
  }));
  return { trash, tombstones: [...value.tombstones] };
}

/** Everything that is stored under a name, as text. */
export function slotText(slot: NameSlot): string {
  return jsonText({
    open: slot.open && incarnationJson(slot.open),
    ...historyJson(slot),
  });
}

/** Parses the text of a slot. Throws if it is invalid. */
export function slotFrom(text: string): NameSlot {
  const value = JSON.parse(text) as {
    open: unknown;
    trash: TrashedJson[];
    tombstones: Tombstone[];
  };
  return { open: value.open === null ? null : incarnationFrom(value.open), ...historyFrom(value) };
}
