import type { ReactNode } from "react";
import { LiveRefresh } from "@/components/rooms/live-refresh";
import { RoomBanner } from "@/components/rooms/room-banner";
import { RoomDialogs } from "@/components/rooms/room-dialogs";
import { RoomHead } from "@/components/rooms/room-head";
import { RoomTabs } from "@/components/rooms/room-tabs";
import { loadRoom } from "@/lib/web/load-room";

interface Props {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Props) {
  const { id } = await params;
  const { room } = await loadRoom(id);
  return { title: room.name.trim() || "Room" };
}

/** The head, banners and tabs that every page of a room shares. */
export default async function RoomLayout({ params, children }: Props) {
  const { id } = await params;
  const visit = await loadRoom(id);
  return (
    <>
      <RoomHead visit={visit} />
      <RoomBanner visit={visit} />
      <RoomTabs
        id={visit.room.id}
        matches={visit.room.matchCount}
        people={visit.room.peopleCount}
      />
      {children}
      <RoomDialogs visit={visit} />
      <LiveRefresh inUse={visit.inUse} />
    </>
  );
}
