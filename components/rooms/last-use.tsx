import { TimeAgo } from "@/components/ui/time";

/** When somebody last used a room that is used: "4 days ago", or "before it opened" if all its ratings are dated so. */
export function LastUse({ room }: { room: { lastActivityAt: Date; ratedBeforeOpening: boolean } }) {
  return room.ratedBeforeOpening ? "before it opened" : <TimeAgo at={room.lastActivityAt} />;
}
