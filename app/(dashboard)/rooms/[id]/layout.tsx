import type { Metadata } from "next";
import type { ReactNode } from "react";
import { LiveRoom } from "@/components/live/live-room";
import { shownTabs } from "@/components/rooms/kinds/tabs-of";
import { RoomBanner } from "@/components/rooms/room-banner";
import { RoomDialogs } from "@/components/rooms/room-dialogs";
import { RoomHead } from "@/components/rooms/room-head";
import { RoomTabs } from "@/components/rooms/room-tabs";
import { NothingHere } from "@/components/shell/nothing-here";
import { shownText } from "@/lib/core/hidden-characters";
import { loadRoom } from "@/lib/web/pages/load-room";
import { NOTHING_FOUND, orNothing } from "@/lib/web/pages/nothing-found";

interface Props {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const visit = await orNothing(() => loadRoom(id));
  return visit ? { title: shownText(visit.room.name.trim()) || "Room" } : NOTHING_FOUND;
}

/** The head, banners and tabs that every page of a room shares. */
export default async function RoomLayout({ params, children }: Props) {
  const { id } = await params;
  const visit = await orNothing(() => loadRoom(id));
  if (!visit) return <NothingHere />;
  return (
    <>
      <RoomHead visit={visit} />
      <RoomBanner visit={visit} />
      <RoomTabs id={visit.room.id} tabs={shownTabs(visit)} />
      {children}
      <RoomDialogs visit={visit} />
      <LiveRoom room={visit.room.id} since={visit.since} isMoving={visit.isMoving} />
    </>
  );
}
