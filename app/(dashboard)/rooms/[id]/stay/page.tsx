import { redirect } from "next/navigation";
import { ExpirySection } from "@/components/rooms/expiry-section";
import { loadKeptFacts } from "@/lib/web/pages/load-kept-facts";
import { loadRoom } from "@/lib/web/pages/load-room";

/** How long a room stays. A room in the trash does not stay; its first page says until when it can be restored. */
export default async function StayPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const visit = await loadRoom(id, "stay");
  if (visit.status !== "open") redirect(`/rooms/${visit.room.id}`);
  const { uses } = await loadKeptFacts(visit);
  return <ExpirySection visit={visit} uses={uses} />;
}
