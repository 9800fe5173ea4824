import type { ApiClient } from "@/lib/client/api-client";
import { LIMITS } from "@/lib/core/limits";
import { StorageError } from "@/lib/core/storage-error";
import type { SavePreview, ScannedRoom, ScannedTrash, TrashedRoom } from "@/lib/match/copied-room";
import type { SerializedRoom } from "@/lib/match/room";

type Query = Record<string, string>;
interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
  totalIsCapped?: boolean;
}

const LIMIT = String(LIMITS.scanPageRooms);

async function getPage<T>(api: ApiClient, path: string, query: Query): Promise<Page<T>> {
  const { body } = await api.call({ method: "GET", path, query });
  return body as Page<T>;
}

async function* pages<T>(
  api: ApiClient,
  path: string,
  query: Query,
): AsyncGenerator<{ items: T[]; query: Query }> {
  let asked: Query = { ...query, limit: LIMIT };
  for (;;) {
    const { items, nextCursor } = await getPage<T>(api, path, asked);
    yield { items, query: asked };
    if (nextCursor === null) return;
    asked = { ...query, limit: LIMIT, cursor: nextCursor };
  }
}

interface Summary {
  roomName: string;
  hasPassword: boolean;
}

export const PASSWORD_ADVICE = "A token reads passwords with the scope rooms:secrets.";

/**
 * Reads all open rooms, page by page. A token without rooms:secrets gets documents without passwords. Then a second request finds out
 * which rooms have a password, so that they are not mistaken for rooms without one.
 */
export async function* scanApiRooms(api: ApiClient): AsyncGenerator<ScannedRoom> {
  const sort = { sort: "name" };
  let seesPasswords = false;
  for await (const { items, query } of pages<SerializedRoom>(api, "/rooms", {
    ...sort,
    view: "document",
  })) {
    seesPasswords ||= items.some(({ password }) => password !== undefined);
    const hidden = new Set<string>();
    if (!seesPasswords && items.length > 0) {
      const page = await getPage<Summary>(api, "/rooms", { ...query, view: "summary" });
      for (const { roomName, hasPassword } of page.items) if (hasPassword) hidden.add(roomName);
    }
    for (const item of items) {
      const room = withoutMetadata(item);
      yield hidden.has(room.roomName) ? { room, passwordHidden: true } : { room };
    }
  }
}

export async function* scanApiTrash(api: ApiClient): AsyncGenerator<ScannedTrash> {
  type Item = TrashedRoom & { hasPassword?: boolean };
  for await (const { items } of pages<Item>(api, "/trash", {})) {
    for (const { room: item, reason, trashedAt, hasPassword } of items) {
      const room = withoutMetadata(item);
      const passwordHidden = hasPassword === true && room.password === undefined;
      yield { room, reason, trashedAt, ...(passwordHidden ? { passwordHidden } : {}) };
    }
  }
}

/** The number of open rooms; null if there are more than the server counts. */
export async function countApiRooms(api: ApiClient): Promise<number | null> {
  const page = await getPage(api, "/rooms", { limit: "1", total: "true" });
  return page.totalIsCapped ? null : (page.total ?? null);
}

/** What a save would find, as far as the API reports it. For a room that is gone, it reports the reason, but not the `createdAt`. */
export async function previewApiSave(api: ApiClient, name: string): Promise<SavePreview> {
  try {
    const { body } = await api.call({ method: "GET", path: "/room", query: { name } });
    const room = body as SerializedRoom & { _metadata?: { locked?: boolean } };
    return { kind: "open", room: withoutMetadata(room), isLocked: room._metadata?.locked === true };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    if (error.code === "not_found") return { kind: "absent" };
    if (error.code !== "gone") throw error;
    return { kind: "gone", reason: error.details.reason ?? "deleted", isUnsure: true };
  }
}

/** The document without `_metadata`. */
export function withoutMetadata({ _metadata, ...room }: SerializedRoom): SerializedRoom {
  return room as SerializedRoom;
}
