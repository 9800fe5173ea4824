import { RoomListPage } from "@/components/rooms/room-list-page";
import { loadRooms, type SearchParams } from "@/lib/web/pages/load-rooms";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { requireAdmin } from "@/lib/web/pages/viewer";

export const generateMetadata = titleForAdmins("All rooms");

export default async function AllRoomsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const viewer = await requireAdmin("/admin/rooms");
  const page = await loadRooms(viewer, "/admin/rooms", await searchParams);
  return <RoomListPage page={page} title="All rooms" />;
}
