import { countLeavingRooms } from "@/lib/rooms/count-leaving-rooms";
import { contextOf, viewer } from "./viewer";

/** How many of the viewer's own rooms leave soon, for the badge of the overview. The page does not fail if they cannot be counted. */
export async function loadLeaving(): Promise<number> {
  const found = await viewer();
  if (!found || found.banned) return 0;
  return countLeavingRooms(contextOf(found)).catch(() => 0);
}
