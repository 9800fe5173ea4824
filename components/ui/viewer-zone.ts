import { cache } from "react";

/** One for each page that is rendered, as next-intl keeps its locale; outside of a page nothing is remembered. */
const ofThisPage = cache(() => ({ timeZone: "UTC" }));

/** The time zone that this page's times are in: the viewer's as soon as a loader knows the viewer, until then UTC. */
export function viewerZone(): string {
  return ofThisPage().timeZone;
}

export function setViewerZone(timeZone: string): void {
  ofThisPage().timeZone = timeZone;
}
