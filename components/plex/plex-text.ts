import { counted } from "@/lib/core/counted";
import { hostOfServer, type PlexServerSummary } from "@/lib/plex-servers/plex-server";

/** What a Plex server is called: its own name, or its host until it was read. */
export function serverName({ name, url }: Pick<PlexServerSummary, "name" | "url">): string {
  return name ?? hostOfServer(url);
}

/** Whether a server is being read, or will be within seconds. */
export function isAtWork({ startedAt, dueAt }: PlexServerSummary, atMs: number): boolean {
  return startedAt !== null || dueAt.getTime() <= atMs;
}

/** "150 films and series", or what is known of a reading under way: "60 of 150 read". */
export function filmsText(server: PlexServerSummary): string {
  const { startedAt, done, total, films } = server;
  if (startedAt && total !== null) return `${count(done)} of ${count(total)} read`;
  if (films === null) return "Not read yet";
  return counted(films, "film or series", "films and series");
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
