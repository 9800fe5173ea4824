import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";
import { StorageError } from "@/lib/core/storage-error";
import { EMPTY_SLOT, type NameSlot } from "@/lib/match/name-slot";
import {
  createRedisConnection,
  type RedisClient,
  type RedisConnection,
  withRedisTimeout,
} from "@/lib/storage/support/redis-connection";
import { slotFrom, slotText } from "./slot-json";
import { type SlotStore, storageOverSlots } from "./slot-storage";
import type { RoomStorage } from "./storage";

export interface RedisMatchStorageOptions {
  /** Such as redis://localhost:6379/0. */
  url: string;
  /** The prefix of every key; `roomkeeper:` by default. */
  prefix?: string;
  now?: () => Date;
  /** Called for each key that `listRooms` leaves out because it contains no room. By default it writes a line to stderr. */
  onCorrupt?: (error: StorageError) => void;
}

/**
 * Writes a slot if it has not been written since it was read, and adds its name to the set of names. KEYS: the slot, the names; ARGV: the
 * version that was read, the next version, the text, the name. Returns 1 if it was written, otherwise 0.
 */
const WRITE = `
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'slot', ARGV[3])
redis.call('SADD', KEYS[2], ARGV[4])
return 1`;

const PAGE = 100;

/**
 * A storage in Redis, for any number of processes. A slot is read, changed by the functions of name-slot.ts, and written by a script only
 * if nobody has written it since; otherwise this is repeated with the new slot. The settings of Redis decide how durable the data is.
 */
export function createRedisMatchStorage(options: RedisMatchStorageOptions): RoomStorage {
  const { url, prefix = "roomkeeper:", now } = options;
  const onCorrupt = options.onCorrupt ?? ((error: StorageError) => console.error(error.message));
  return storageOverSlots(new SlotKeys(createRedisConnection(url), prefix, onCorrupt), now);
}

interface Found {
  version: string;
  slot: NameSlot;
}

class SlotKeys implements SlotStore {
  readonly #redis: RedisConnection;
  readonly #prefix: string;
  readonly #onCorrupt: (error: StorageError) => void;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(redis: RedisConnection, prefix: string, onCorrupt: (error: StorageError) => void) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#onCorrupt = onCorrupt;
  }

  async read(name: string): Promise<NameSlot> {
    return (await this.#find(await this.#redis.ready(), name)).slot;
  }

  async change(name: string, decide: (slot: NameSlot) => NameSlot): Promise<void> {
    await this.#runExclusive(name, async () => {
      const client = await this.#redis.ready();
      for (let tries = 1; tries <= LIMITS.redisTriesMax; tries += 1) {
        const { version, slot } = await this.#find(client, name);
        const next = decide(slot);
        if (next === slot || (await this.#write(client, name, version, next))) return;
        const waitMs = Math.min(50, 2 ** tries) * randomFraction();
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
      throw new StorageError("Too many others write this room.");
    });
  }

  async readAll(): Promise<NameSlot[]> {
    const slots: NameSlot[] = [];
    for await (const slot of this.scan()) slots.push(slot);
    return slots;
  }

  async *scan(): AsyncGenerator<NameSlot> {
    const client = await this.#redis.ready();
    const seen = new Set<string>();
    let cursor = "0";
    do {
      // SSCAN may return a name twice. It returns every name that is in the set during the whole scan.
      const page = await withRedisTimeout(client.sScan(this.#names, cursor, { COUNT: PAGE }));
      cursor = page.cursor;
      const fresh = page.members.filter((name) => !seen.has(name));
      for (const name of fresh) seen.add(name);
      for (const found of await Promise.all(fresh.map((name) => this.#tryFind(client, name)))) {
        if (found) yield found.slot;
      }
    } while (cursor !== "0");
  }

  async count(): Promise<number> {
    return withRedisTimeout((await this.#redis.ready()).sCard(this.#names));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#turns.values()].map((turn) => turn.catch(() => {})));
    await this.#redis.close();
  }

  get #names(): string {
    return `${this.#prefix}names`;
  }

  #key(name: string): string {
    return `${this.#prefix}room:${name}`;
  }

  async #find(client: RedisClient, name: string): Promise<Found> {
    const [version, text] = await withRedisTimeout(
      client.hmGet(this.#key(name), ["version", "slot"]),
    );
    if (text === null || text === undefined) return { version: "0", slot: EMPTY_SLOT };
    try {
      return { version: version ?? "0", slot: slotFrom(text) };
    } catch (cause) {
      throw new StorageError(`The key ${this.#key(name)} does not hold a room.`, cause, "corrupt");
    }
  }

  /** Like `#find`, but reports a value that is not a room and returns null, so that the other rooms can still be listed. */
  async #tryFind(client: RedisClient, name: string): Promise<Found | null> {
    try {
      return await this.#find(client, name);
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== "corrupt") throw error;
      this.#onCorrupt(error);
      return null;
    }
  }

  async #write(
    client: RedisClient,
    name: string,
    version: string,
    slot: NameSlot,
  ): Promise<boolean> {
    const written = await withRedisTimeout(
      client.eval(WRITE, {
        keys: [this.#key(name), this.#names],
        arguments: [version, String(Number(version) + 1), slotText(slot), name],
      }),
    );
    return written === 1;
  }

  /** Runs the changes of this process to one name one after the other, so that they do not compete in Redis. */
  async #runExclusive(name: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(name) ?? Promise.resolve()).catch(() => {}).then(work);
    this.#turns.set(name, turn);
    try {
      await turn;
    } finally {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    }
  }
}
