import { pagesOf } from "@/components/rooms/kinds/pages-of";
import { loadRoom } from "@/lib/web/pages/load-room";
import { loadRoomContent } from "@/lib/web/pages/room-content";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The first page of a room, which its kind declares. */
export default async function RoomPage({ params, searchParams }: Props) {
  const { id } = await params;
  const visit = await loadRoom(id);
  const content = await loadRoomContent(visit, await searchParams);
  return pagesOf(visit.room.kind).first.page(visit, content);
}
