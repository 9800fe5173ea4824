import { DangerSection } from "@/components/rooms/danger-section";
import { LockSection } from "@/components/rooms/lock-section";
import { OwnerSection } from "@/components/rooms/owner-section";
import { RecordSection } from "@/components/rooms/record-section";
import { SettingsSection } from "@/components/rooms/settings-section";
import { loadOwner, loadRoom } from "@/lib/web/pages/load-room";

export default async function SettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const visit = await loadRoom(id, "settings");
  const owner = await loadOwner(visit);
  return (
    <>
      <LockSection visit={visit} />
      <SettingsSection visit={visit} />
      <RecordSection visit={visit} />
      <OwnerSection owner={owner} returnTo={`/rooms/${id}/settings`} />
      <DangerSection visit={visit} />
    </>
  );
}
