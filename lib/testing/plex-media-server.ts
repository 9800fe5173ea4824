import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

/** A film as a Plex Media Server describes it. */
export interface ServedFilm {
  ratingKey: string;
  guid: string;
  type: string;
  title: string;
  year?: number;
  thumb?: string;
  Guid?: { id: string }[];
  [field: string]: unknown;
}

/** What the stand-in does instead of its usual answer, for paths that match. */
export interface PlexFault {
  path: RegExp;
  /** How many times; for ever without it. */
  times?: number;
  /** Answers in the stand-in's place. A function that does nothing never answers. */
  answer: (request: http.IncomingMessage, response: http.ServerResponse) => void;
}

/** The film section of the recorded server. */
export function recordedLibrary(): ServedFilm[] {
  const file = path.join(import.meta.dirname, "fixtures", "plex-library.json.br");
  const { MediaContainer } = JSON.parse(brotliDecompressSync(readFileSync(file)).toString());
  return MediaContainer.Metadata;
}

export type PlexMediaServer = Awaited<ReturnType<typeof startPlexMediaServer>>;

/**
 * A stand-in for a Plex Media Server with one library of films, one of series and one of music. It answers as Plex does: XML unless JSON is
 * asked for, 401 without its token, pages by X-Plex-Container-Start and -Size, and `Guid` children if includeGuids is set. Its films and
 * faults can be changed while it runs.
 */
export async function startPlexMediaServer(options: {
  token: string;
  name?: string;
  films?: ServedFilm[];
  shows?: ServedFilm[];
  /** The most films of one page, whatever is asked for. */
  pageMax?: number;
  /** The picture of a film; without it every poster is missing. */
  poster?: (film: ServedFilm) => Buffer | Promise<Buffer>;
}) {
  const { token, name = "Attic", pageMax = Number.POSITIVE_INFINITY } = options;
  const films = { 1: options.films ?? recordedLibrary(), 2: options.shows ?? [] };
  const faults: PlexFault[] = [];
  const requests: { path: string; headers: http.IncomingHttpHeaders }[] = [];
  const sockets = new Set<Socket>();

  const server = http.createServer((request, response) => {
    requests.push({ path: request.url ?? "", headers: request.headers });
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: http.IncomingMessage, response: http.ServerResponse) {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const fault = faults.find((one) => one.path.test(request.url ?? "") && one.times !== 0);
    if (fault) {
      if (fault.times !== undefined) fault.times -= 1;
      fault.answer(request, response);
      return;
    }
    if (request.headers["x-plex-token"] !== token) {
      response.writeHead(401, { "content-type": "text/html" });
      response.end("<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1>");
      return;
    }
    const thumb = /^\/library\/metadata\/(\d+)\/thumb\/\d+$/.exec(url.pathname);
    if (thumb) {
      const film = [...films[1], ...films[2]].find(({ ratingKey }) => ratingKey === thumb[1]);
      if (!film || !options.poster || film.thumb !== url.pathname) {
        response.writeHead(404).end();
        return;
      }
      const bytes = await options.poster(film);
      response.writeHead(200, { "content-type": "image/jpeg" }).end(bytes);
      return;
    }
    const container = containerOf(url, request);
    if (!container) {
      response.writeHead(404).end();
      return;
    }
    if (!request.headers.accept?.includes("json")) {
      response.writeHead(200, { "content-type": "text/xml" });
      response.end('<?xml version="1.0"?><MediaContainer size="0"/>');
      return;
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ MediaContainer: container }));
  }

  function containerOf(url: URL, { headers }: http.IncomingMessage) {
    if (url.pathname === "/") {
      return { size: 2, friendlyName: name, machineIdentifier: "6fc154f5", version: "1.41.0" };
    }
    if (url.pathname === "/library/sections") {
      return {
        size: 3,
        Directory: [
          { key: "1", type: "movie", title: "Movies", agent: "tv.plex.agents.movie" },
          { key: "2", type: "show", title: "Series", agent: "tv.plex.agents.series" },
          { key: "3", type: "artist", title: "Music", agent: "tv.plex.agents.music" },
        ],
      };
    }
    const section = /^\/library\/sections\/([12])\/all$/.exec(url.pathname)?.[1] as "1" | "2";
    if (!section || url.searchParams.get("type") !== section) return null;
    const all = films[section];
    const start = Number(headers["x-plex-container-start"] ?? 0);
    const size = Math.min(Number(headers["x-plex-container-size"] ?? all.length), pageMax);
    const withGuids = url.searchParams.get("includeGuids") === "1";
    const page = all.slice(start, start + size).map((film) => {
      const { Guid, ...rest } = film ?? {};
      return film && Guid && !withGuids ? rest : film;
    });
    return { size: page.length, offset: start, totalSize: all.length, Metadata: page };
  }

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    /** The films; a test may rename, add and remove them. */
    films: films[1],
    faults,
    requests,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
