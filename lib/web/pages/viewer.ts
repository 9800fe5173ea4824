import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { setViewerZone } from "@/components/ui/viewer-zone";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { urlPart } from "@/lib/core/url-part";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";
import { readSession, type ValidSession } from "@/lib/sessions/read-session";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { forPage } from "./for-page";
import { zoneNamedBy, zoneOf } from "./zone-cookie";

/** The person who views a page, with the session and the actor for the verbs. */
export interface Viewer extends ValidSession {
  actor: Actor & { kind: "person" };
  /** The time zone of the viewer: the chosen one, this browser's, another browser's of the account, or UTC. */
  timeZone: string;
}

/** The viewer behind a Cookie header; null when nobody is signed in. Works in any handler and in tests. */
export async function viewerOf(cookieHeader: string | null): Promise<Viewer | null> {
  const sessionId = await sessionIdOf(cookieHeader);
  const session = sessionId ? await readSession(getServices(), sessionId) : null;
  if (!session) return null;
  const { id, name, role, banned } = session;
  const timeZone = zoneOf(session, cookieHeader);
  return { ...session, timeZone, actor: { kind: "person", id, name, role, banned } };
}

/** The viewer of the page being rendered, read once per request. From then on the page's times are in the viewer's zone. */
export const viewer = cache(async (): Promise<Viewer | null> => {
  const cookies = (await headers()).get("cookie");
  const found = await forPage(() => viewerOf(cookies));
  setViewerZone(found?.timeZone ?? zoneOf(null, cookies));
  return found;
});

/** The viewer of a public page; null for a banned account, and while the database does not answer. */
export async function visitor(): Promise<Viewer | null> {
  const found = await viewer().catch(() => null);
  return found?.banned ? null : found;
}

/** The facts for the script that sends the browser's time zone; null for pages that show no times. */
export async function zoneFacts(account: Viewer | null) {
  const known = zoneNamedBy((await headers()).get("cookie"));
  const isKept = !account || account.banned || account.timeZoneFound !== null;
  return { known, shown: account?.timeZone ?? null, isKept };
}

/**
 * Returns the viewer; redirects to the sign-in page if nobody is signed in, and a banned account to the page about the ban.
 *
 * @param returnTo the page's own path with its query, to return to after the sign-in
 */
export async function requireViewer(returnTo = "/"): Promise<Viewer> {
  const found = await viewer();
  if (!found) redirect(`/sign-in?returnTo=${urlPart(returnTo)}`);
  if (found.banned) redirect("/sign-in/banned");
  return found;
}

/** Returns the viewer if it is an admin. Others get the not-found page. */
export async function requireAdmin(returnTo = "/admin"): Promise<Viewer> {
  const found = await requireViewer(returnTo);
  if (found.role !== "admin") notFound();
  return found;
}

/** Whose rooms a page lists by default: everyone's for an admin, otherwise the viewer's own. */
export function whoseByDefault(found: Viewer): "mine" | "everyone" {
  return found.role === "admin" ? "everyone" : "mine";
}

/** The context of a page's verbs: the viewer as actor, a request id of its own, and the services of this process. */
export function contextOf(found: Viewer): Context {
  return { actor: found.actor, requestId: newId("rq"), services: getServices() };
}
