import { Icon } from "@/components/ui/icon";
import liveStyles from "@/components/ui/live.module.css";
import { Name } from "@/components/ui/name";
import { span } from "@/components/ui/time-text";
import type { RoomLease } from "@/lib/match/leases/lease";

/** Which instance of the game server holds the room's lease, or held it last. */
export function HeldBy({ lease, now }: { lease: RoomLease; now: Date }) {
  const { instance, live, renewedAt } = lease;
  const heard = span(now.getTime() - Date.parse(renewedAt));
  const when = heard === null ? "a moment ago" : `${heard} ago`;
  return (
    <span className={liveStyles.state} title={`Since ${lease.heldSince}`}>
      <Icon name="server" />
      {live ? (
        <span>
          Held by <Name dir="auto">{instance}</Name>, heard from {when}
        </span>
      ) : (
        <span>
          <Name dir="auto">{instance}</Name> held it and was last heard from {when}
        </span>
      )}
    </span>
  );
}
