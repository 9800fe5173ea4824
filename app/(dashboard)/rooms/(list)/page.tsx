import type { Metadata } from "next";
import { RoomListPage } from "@/components/rooms/room-list-page";
import { loadRooms, type SearchParams } from "@/lib/web/pages/load-rooms";
import { requireViewer } from "@/lib/web/pages/viewer";

export const metadata: Metadata = { title: "Rooms" };

export default async function RoomsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer("/rooms");
  const page = await loadRooms(viewer, "/rooms", await searchParams);
  return <RoomListPage page={page} title="Rooms" />;
}
