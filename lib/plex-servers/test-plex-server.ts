import { NoAnswer } from "@/lib/outbound/get-bytes";
import { type Resolve, resolveBySystem } from "@/lib/outbound/resolve-host";
import type { Context } from "@/lib/runtime/context";
import { actOnPlexServer } from "./act-on-plex-server";
import { openToken } from "./open-token";
import { createPlexClient } from "./plex-client";
import { hostOfServer } from "./plex-server";

export interface TestedPlexServer {
  host: string;
  /** Why it cannot be read, in one sentence; null if it can. */
  problem: string | null;
  /** How many libraries of films and series it has, and how many of them are in there. */
  libraries: number;
  films: number;
}

/** Asks a Plex server for its libraries and resolves with the result, also if it does not answer. Throws `not_found`. */
export async function testPlexServer(
  ctx: Context,
  { id }: { id: string },
  how: { resolve?: Resolve; timeoutMs?: number } = {},
): Promise<TestedPlexServer> {
  const server = await actOnPlexServer(ctx, { id, action: "plex-server.test" });
  const tested = { host: hostOfServer(server.url), problem: null, libraries: 0, films: 0 };
  try {
    const token = openToken(ctx.services, server);
    const { resolve = resolveBySystem, timeoutMs } = how;
    const client = createPlexClient({ url: server.url, token }, { resolve, timeoutMs });
    const libraries = await client.listLibraries();
    const pages = await Promise.all(libraries.map((library) => client.readPage(library, 0)));
    const films = pages.reduce((sum, page) => sum + page.total, 0);
    return { ...tested, libraries: libraries.length, films };
  } catch (error) {
    if (error instanceof NoAnswer) return { ...tested, problem: error.message };
    throw error;
  }
}
