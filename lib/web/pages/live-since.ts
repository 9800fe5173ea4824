import { getServices } from "@/lib/runtime/services";

/** The newest event that this process knows. A page that is read after this call includes it, and all events before it. */
export function liveSince(): number {
  return getServices().events.newest();
}
