import { cache } from "react";

/** One object per rendered page, in the same way as next-intl stores its locale. Outside a page nothing is stored. */
const ofThisPage = cache(() => ({ timeZone: "UTC" }));

/** The time zone of the times on this page: the viewer's zone once a loader knows the viewer, until then UTC. */
export function viewerZone(): string {
  return ofThisPage().timeZone;
}

export function setViewerZone(timeZone: string): void {
  ofThisPage().timeZone = timeZone;
}
