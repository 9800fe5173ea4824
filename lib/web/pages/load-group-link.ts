import { headers } from "next/headers";
import type { GroupLinkView } from "@/components/tonight/group-link-dialogs";
import { getGroupLink } from "@/lib/match/group-link/get-group-link";
import { requestAddress } from "@/lib/web/api/request-address";
import type { RoomVisit } from "./load-room";

/** Loads the link of a room for whoever may change it; null for everybody else, and while the room is not open. */
export async function loadGroupLink({
  ctx,
  room,
  mayChange,
  status,
}: RoomVisit): Promise<GroupLinkView | null> {
  if (!mayChange || status !== "open") return null;
  const link = await getGroupLink(ctx, { room });
  const view = { roomId: room.id, roomName: room.name };
  if (!link) return { ...view, link: null };
  const { token, ...settings } = link;
  const address = token === null ? null : `${requestAddress(await headers())}/g/${token}`;
  return { ...view, link: { ...settings, address } };
}
