import { notFound } from "next/navigation";
import { cache } from "react";
import { tabsOf } from "@/components/rooms/kinds/tabs-of";
import { RoomkeeperError } from "@/lib/core/errors";
import { type RoomFacts, readRoomFacts } from "@/lib/match/read-room-facts";
import { type RoomOwner, readOwner } from "@/lib/people/read-owner";
import { findRoom } from "@/lib/rooms/find-room";
import { kindLabel } from "@/lib/rooms/kind-label";
import { refuseRoomAction } from "@/lib/rooms/room-policy";
import { type RoomRecord, type RoomStatus, statusOfRoom } from "@/lib/rooms/room-record";
import { LIVE_MINUTES } from "@/lib/rooms/rooms-where";
import type { Context } from "@/lib/runtime/context";
import { readTold, type Told } from "@/lib/warnings/read-told";
import { forPage } from "./for-page";
import { liveSince } from "./live-since";
import { contextOf, requireViewer, type Viewer } from "./viewer";

/** The data for every page of a room: the viewer, the room, and what the viewer may do with it. */
export interface RoomVisit {
  /** The newest event that the page includes. */
  since: number;
  viewer: Viewer;
  ctx: Context;
  room: RoomRecord;
  /** What it is called by its kind; null while only one kind is served. */
  kindLabel: string | null;
  facts: RoomFacts;
  /** How it was announced that it leaves; null if it was not. */
  told: Told | null;
  status: RoomStatus;
  inUse: boolean;
  /** Whether the page changes by time alone: the room is in use, was just saved, or has a lease. */
  isMoving: boolean;
  isOwner: boolean;
  /** False while an admin's lock keeps the owner from changing anything. */
  mayChange: boolean;
}

/**
 * Loads a room for its pages, once per request. Redirects to the sign-in page if nobody is signed in. Shows the not-found page if the
 * room does not exist, belongs to somebody else, or has no such tab.
 * @param tab the last part of the page's address, to come back to; empty for the overview
 */
export async function loadRoom(roomId: string, tab = ""): Promise<RoomVisit> {
  return forPage(async () => {
    const viewer = await requireViewer(`/rooms/${roomId}${tab ? `/${tab}` : ""}`);
    const visit = await visitRoom(roomId, viewer.id);
    const hasTab =
      visit && tabsOf(visit.room, visit.facts.now).some(({ segment }) => segment === tab);
    return hasTab ? { ...visit, viewer } : notFound();
  });
}

const visitRoom = cache(async (roomId: string, _viewerId: string) => {
  const since = liveSince();
  const viewer = await requireViewer(`/rooms/${roomId}`);
  const ctx = contextOf(viewer);
  const room = await findRoom(ctx, { roomId }).catch((error: unknown) => {
    if (error instanceof RoomkeeperError && error.code === "not_found") return null;
    throw error;
  });
  if (!room) return null;
  const [facts, told] = await Promise.all([readRoomFacts(ctx, { room }), readTold(ctx, [room.id])]);
  const status = statusOfRoom(room, facts.now);
  return {
    since,
    ctx,
    room,
    kindLabel: kindLabel(ctx.services, room.kind),
    facts,
    told: told.get(room.id) ?? null,
    status,
    inUse: status === "open" && facts.inUse,
    isMoving: status === "open" && isMoving(room, facts),
    isOwner: room.ownerId === viewer.id,
    mayChange: refuseRoomAction(viewer.actor, "extend", room) === null,
  };
});

function isMoving({ touchedAt }: RoomRecord, { now, inUse, lease }: RoomFacts): boolean {
  const wasJustSaved = now.getTime() - touchedAt.getTime() < LIVE_MINUTES * 60_000;
  return inUse || wasJustSaved || lease?.live === true;
}

/** The room's owner, for an admin who may ban them; null for owners, and if it is the admin's own room. */
export async function loadOwner({ viewer, ctx, room }: RoomVisit): Promise<RoomOwner | null> {
  if (viewer.role !== "admin" || room.ownerId === null || room.ownerId === viewer.id) return null;
  return readOwner(ctx, { id: room.ownerId, name: room.creatorName });
}
