import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { type Answered, getBytes, NoAnswer } from "@/lib/outbound/get-bytes";
import type { Resolve } from "@/lib/outbound/resolve-host";
import { libraryFilmOf } from "./library-film";
import type { LibraryFilm } from "./plex-server";
import { serverReach } from "./server-reach";

/** A library of films or series. */
export interface Library {
  key: string;
  /** The number by which Plex knows the kind of its items: 1 for films, 2 for series. */
  type: 1 | 2;
}

export interface LibraryPage {
  films: LibraryFilm[];
  /** How many items the page has, also those without an id or a title. */
  items: number;
  /** How many items the library has. */
  total: number;
}

/** The calls to a Plex Media Server. Each throws NoAnswer with one sentence, which never contains the token. */
export interface PlexClient {
  /** The name that the server has; null if it does not say it. */
  readName(): Promise<string | null>;
  listLibraries(): Promise<Library[]>;
  readPage(library: Library, start: number): Promise<LibraryPage>;
}

export interface PlexClientOptions {
  resolve: Resolve;
  /** The time limit for each call. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

const KINDS: Readonly<Record<string, 1 | 2>> = { movie: 1, show: 2 };
const Root = z.object({ MediaContainer: z.object({ friendlyName: z.string() }) });
const Sections = z.object({
  MediaContainer: z.object({
    Directory: z.array(z.object({ key: z.coerce.string(), type: z.string() })).default([]),
  }),
});
const Page = z.object({
  MediaContainer: z.object({
    totalSize: z.int().min(0).optional(),
    Metadata: z.array(z.unknown()).default([]),
  }),
});

/** A client for the server at this address, which `checkServerUrl` returned. The token is sent in a header and is in no address. */
export function createPlexClient(
  server: { url: string; token: string },
  options: PlexClientOptions,
): PlexClient {
  async function ask<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    headers: Record<string, string> = {},
  ): Promise<z.infer<Schema>> {
    const answer = await fetchFrom(server, path, {
      ...options,
      headers: { accept: "application/json", ...headers },
      bytesMax: LIMITS.plexServerReplyBytesMax,
    });
    const parsed = schema.safeParse(parseJson(answer.body));
    if (parsed.success) return parsed.data;
    throw new NoAnswer("It answered, but not as a Plex Media Server does.");
  }

  return {
    async readName() {
      const { MediaContainer } = await ask("/", Root);
      const name = MediaContainer.friendlyName.replaceAll("\0", "").toWellFormed().trim();
      return name.slice(0, LIMITS.plexServerNameUnitsMax).toWellFormed() || null;
    },
    async listLibraries() {
      const { MediaContainer } = await ask("/library/sections", Sections);
      return MediaContainer.Directory.slice(0, LIMITS.plexSectionsMax).flatMap(({ key, type }) => {
        const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
        return kind && /^\d{1,10}$/.test(key) ? [{ key, type: kind }] : [];
      });
    },
    async readPage({ key, type }, start) {
      const path = `/library/sections/${key}/all?type=${type}&includeGuids=1`;
      const { MediaContainer } = await ask(path, Page, {
        "x-plex-container-start": String(start),
        "x-plex-container-size": String(LIMITS.plexPageFilms),
      });
      const items = MediaContainer.Metadata;
      return {
        films: items.map(libraryFilmOf).filter((film) => film !== null),
        items: items.length,
        total: MediaContainer.totalSize ?? start + items.length,
      };
    },
  };
}

/** Gets a path of the server. Any status but 200 is a NoAnswer. */
export async function fetchFrom(
  { url, token }: { url: string; token: string },
  path: string,
  asking: PlexClientOptions & { headers: Record<string, string>; bytesMax: number },
): Promise<Answered> {
  const { headers, timeoutMs = LIMITS.plexServerWaitMs, ...rest } = asking;
  const answer = await getBytes({
    ...rest,
    url: url + path,
    headers: { "x-plex-product": "Roomkeeper", "x-plex-token": token, ...headers },
    reach: serverReach(url),
    timeoutMs,
  });
  if (answer.status === 200) return answer;
  throw new NoAnswer(refusalText(answer.status));
}

function refusalText(status: number): string {
  if (status === 401 || status === 403) return `It refused the token (${status}). Enter a new one.`;
  if (status >= 300 && status < 400)
    return `It answered ${status}, and redirects are not followed.`;
  return `It answered ${status}.`;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
