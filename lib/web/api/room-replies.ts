import { absoluteTime, zonedTime } from "@/components/ui/time-text";
import { quoteName } from "@/lib/core/quote-name";
import { filmTitle } from "@/lib/match/film-title";
import type { ChangedLink } from "@/lib/match/group-link/group-link";
import type { WatchedFilm } from "@/lib/match/shortlist/mark-watched";
import type { PickReply } from "@/lib/match/shortlist/pick-film";
import { shortlistAddress } from "@/lib/match/shortlist/shortlist-filter";
import type { TrashedByPerson } from "@/lib/rooms/delete-room";
import type { ExpiryFields } from "@/lib/rooms/expiry";
import type { ExtendedRoom } from "@/lib/rooms/extend-room";
import type { LockedRoom } from "@/lib/rooms/lock-room";
import type { PurgedRoom } from "@/lib/rooms/purge-room";
import type { RestoredRoom } from "@/lib/rooms/restore-room";
import type { ExpirySet } from "@/lib/rooms/set-expiry";
import type { UnlockedRoom } from "@/lib/rooms/unlock-room";
import type { FormReply } from "@/lib/web/forms/answer-form";

/** Longer reasons do not fit the cookie that carries an undo. */
const REASON_BYTES_MAX = 1_200;

function undo(id: string, verb: string, fields: Record<string, string> = {}) {
  return { action: `/api/dashboard/rooms/${id}/${verb}`, fields };
}

function textFields(fields: ExpiryFields): Record<string, string> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** "“movie night!” stays until Monday 30 November 2026, 23:59 Los Angeles time." */
function stays(what: string, expiresAt: Date | null, timeZone: string): string {
  if (!expiresAt) return `${what} is kept for ever.`;
  const day = absoluteTime(expiresAt, "day", timeZone);
  return `${what} stays until ${day}, ${zonedTime(expiresAt, "clock", timeZone)}.`;
}

/** What the toast says after an extension, and how to take it back. */
export function extendedReply(room: ExtendedRoom, timeZone: string): FormReply {
  return {
    message: stays(`${quoteName(room.name)} is extended: it`, room.expiresAt, timeZone),
    undo: undo(room.id, "expiry", textFields(room.before)),
    data: room,
  };
}

export function expirySetReply(room: ExpirySet, timeZone: string): FormReply {
  return {
    message: stays(quoteName(room.name), room.expiresAt, timeZone),
    undo: undo(room.id, "expiry", textFields(room.before)),
    data: room,
  };
}

export function trashedReply(room: TrashedByPerson): FormReply {
  const message = `${quoteName(room.name)} is in the trash.`;
  return { message, undo: undo(room.id, "restore"), data: room };
}

export function restoredReply(room: RestoredRoom): FormReply {
  const message = `${quoteName(room.name)} is open again.`;
  return { message, undo: undo(room.id, "delete"), data: room };
}

/** There is no undo, and the room's own page is gone with it. */
export function purgedReply(room: PurgedRoom, returnTo: string): FormReply {
  const gone = returnTo.startsWith(`/rooms/${room.id}`);
  return {
    message: `${quoteName(room.name)} is deleted for good.`,
    redirectTo: gone ? "/trash" : undefined,
    data: room,
  };
}

export function lockedReply(room: LockedRoom): FormReply {
  const message = `${quoteName(room.name)} is locked.`;
  if (!room.before) return { message, undo: undo(room.id, "unlock"), data: room };
  return { message, undo: lockAgain(room.id, room.before.reason), data: room };
}

export function unlockedReply(room: UnlockedRoom): FormReply {
  const message = `${quoteName(room.name)} is unlocked.`;
  return { message, undo: lockAgain(room.id, room.before.reason), data: room };
}

export function markedReply(film: WatchedFilm): FormReply {
  const message = `${quoteName(filmTitle(film))} is marked as watched.`;
  const { roomId, mediaId } = film;
  return { message, undo: undo(roomId, "unmark-watched", { mediaId }), data: film };
}

export function unmarkedReply(film: WatchedFilm): FormReply {
  const message = `${quoteName(filmTitle(film))} is no longer marked as watched.`;
  const { roomId, mediaId } = film;
  return { message, undo: undo(roomId, "mark-watched", { mediaId }), data: film };
}

/** A film that was drawn is shown as a scene of its own; one that was chosen is announced on the page. */
export function pickedReply({ filter, lot, ...film }: PickReply): FormReply {
  const { roomId } = film;
  const data = { ...film, lot };
  if (lot) return { data, redirectTo: `${shortlistAddress(`/rooms/${roomId}`, filter)}#picked` };
  const message = `${quoteName(filmTitle(film))} is the film of the evening.`;
  return { message, undo: undo(roomId, "unpick-film"), data };
}

export function unpickedReply(film: WatchedFilm): FormReply {
  const message = `${quoteName(filmTitle(film))} is no longer the film of the evening.`;
  const { roomId, mediaId } = film;
  return { message, undo: undo(roomId, "pick-film", { mediaId }), data: film };
}

/** The page that shows the link says everything about it, so there is no toast. */
export function linkShownReply(link: ChangedLink): FormReply {
  return { data: link, redirectTo: `/rooms/${link.roomId}?show=link#link` };
}

export function linkOffReply(link: ChangedLink): FormReply {
  const message = "The link is switched off. Whoever has it open sees nothing any more.";
  return { message, undo: undo(link.roomId, "switch-on-link"), data: link };
}

export function linkOnReply(link: ChangedLink, timeZone: string): FormReply {
  const message = `The link works again, until ${zonedTime(link.endsAt, "short", timeZone)}.`;
  return { message, undo: undo(link.roomId, "switch-off-link"), data: link };
}

function lockAgain(id: string, reason: string | null) {
  if (reason && encodeURIComponent(reason).length > REASON_BYTES_MAX) return undefined;
  return undo(id, "lock", reason ? { reason } : {});
}
