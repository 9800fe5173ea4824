import { StorageError } from "@/lib/core/storage-error";
import { env } from "@/lib/runtime/env";
import { createRedisMatchStorage } from "./redis";
import type { RoomStorage } from "./storage";
import {
  createPortableStorage,
  type StorageConfig as PortableConfig,
  refuse,
  unknownType,
} from "./storage-config";
import { asStorageError } from "./storage-failure";

/** What MovieMatch's own storage index exports besides, so that a program on the server's side can import all of it here. */
export { StorageError } from "@/lib/core/storage-error";
export type { SerializedRoom } from "@/lib/match/room";
export type { Storage } from "./storage";
export { FileStorage, type FileStorageOptions, MemoryStorage } from "./storage-classes";

/** The space that the first start creates. */
const SPACE_DEFAULT = "moviematch";
const TYPES = ["memory", "file", "redis", "postgres", "http"] as const;

export type StorageType = (typeof TYPES)[number];

export interface StorageConfig extends PortableConfig {
  /** postgres: the name of an existing space. */
  space?: string;
}

/** As MovieMatch names the settings of `createStorage`. */
export interface CreateStorageOptions extends StorageConfig {
  type: StorageType;
}

/**
 * Creates a storage of the given type; the default is `memory`. It opens nothing before the first call. Throws a StorageError
 * `invalid_request` for an unknown type or a missing setting.
 */
export function createStorage(config: StorageConfig = {}): RoomStorage {
  const { type = "memory" } = config;
  const portable = createPortableStorage(config);
  if (portable) return portable;
  if (type === "postgres") return lazily(() => openPostgres(config));
  if (type === "redis") {
    if (!config.url) {
      throw refuse("The redis storage needs STORAGE_URL, such as redis://localhost:6379.");
    }
    return createRedisMatchStorage({ url: config.url });
  }
  throw unknownType(type, TYPES);
}

/** Creates the storage that the variables STORAGE_TYPE, STORAGE_PATH, STORAGE_URL and STORAGE_TOKEN describe. */
export function createStorageFromEnv(): RoomStorage {
  return createStorage(env().storage);
}

async function openPostgres({ url, space = SPACE_DEFAULT }: StorageConfig): Promise<RoomStorage> {
  const { openServices, getServices } = await import("@/lib/runtime/services");
  const { createPrismaMatchStorage } = await import("./postgres");
  const services = url ? openServices(url, env().secrets) : getServices();
  const found = await services.prisma.space.findUnique({ where: { name: space } });
  if (!found) throw refuse(`There is no space “${space}”.`);
  const storage = createPrismaMatchStorage({ services, spaceId: found.id });
  return {
    ...storage,
    async close() {
      await storage.close();
      if (url) await services.close();
    },
  };
}

/** Opens the storage at the first call. If that fails, the next call tries again. */
function lazily(open: () => Promise<RoomStorage>): RoomStorage {
  let opened: Promise<RoomStorage> | undefined;
  let closed = false;
  const storage = () => {
    if (closed) throw new StorageError("This storage was closed.");
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw asStorageError(error, "The database did not answer.");
    });
    return opened;
  };
  return {
    saveRoom: async (room) => (await storage()).saveRoom(room),
    getRoom: async (name) => (await storage()).getRoom(name),
    deleteRoom: async (name) => (await storage()).deleteRoom(name),
    listRooms: async () => (await storage()).listRooms(),
    hasRoom: async (name) => (await storage()).hasRoom(name),
    appendRatings: async (name, ratings) => (await storage()).appendRatings(name, ratings),
    takeBackRating: async (name, key) => (await storage()).takeBackRating(name, key),
    listTrash: async () => (await storage()).listTrash(),
    restoreRoom: async (name, createdAt) => (await storage()).restoreRoom(name, createdAt),
    purgeRoom: async (name, createdAt) => (await storage()).purgeRoom(name, createdAt),
    canImport: { takenBack: true, trash: true },
    passwordAdvice: null,
    countRooms: async () => (await storage()).countRooms(),
    async *scanRooms() {
      yield* (await storage()).scanRooms();
    },
    async *scanTrash() {
      yield* (await storage()).scanTrash();
    },
    previewSave: async (name, createdAt) => (await storage()).previewSave(name, createdAt),
    importTakenBack: async (name, createdAt, ratings) =>
      (await storage()).importTakenBack(name, createdAt, ratings),
    importTrash: async (entry) => (await storage()).importTrash(entry),
    async close() {
      closed = true;
      const storage = await opened?.catch(() => undefined);
      await storage?.close();
    },
  };
}
