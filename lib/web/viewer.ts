import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Actor, Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { type LivingSession, readSession } from "@/lib/sessions/read-session";
import { sessionIdOf } from "@/lib/sessions/session-cookie";

/** Who looks at a page: the person, the session, and the actor that verbs are given. */
export interface Viewer extends LivingSession {
  actor: Actor & { kind: "person" };
}

/** The viewer behind a Cookie header; null when nobody is signed in. Works in any handler and in tests. */
export async function viewerOf(cookieHeader: string | null): Promise<Viewer | null> {
  const sessionId = await sessionIdOf(cookieHeader);
  const session = sessionId ? await readSession(sessionId) : null;
  if (!session) return null;
  const { id, name, role, banned } = session;
  return { ...session, actor: { kind: "person", id, name, role, banned } };
}

/** The viewer of the page being rendered, asked once per request. */
export const viewer = cache(async (): Promise<Viewer | null> => {
  return viewerOf((await headers()).get("cookie"));
});

/**
 * The viewer, or the way to the sign-in page; a banned account is shown why.
 * @param returnTo the page's own path with its query, to come back to
 */
export async function requireViewer(returnTo = "/"): Promise<Viewer> {
  const found = await viewer();
  if (!found) redirect(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
  if (found.banned) redirect("/sign-in/banned");
  return found;
}

/** The viewer when an admin; owners are told the same as when there is no such page. */
export async function requireAdmin(returnTo = "/admin"): Promise<Viewer> {
  const found = await requireViewer(returnTo);
  if (found.role !== "admin") notFound();
  return found;
}

/** What a page's verbs are given: the viewer as actor, and a request id of its own. */
export function contextOf(found: Viewer): Context {
  return { actor: found.actor, requestId: newId("rq") };
}
