import { EMPTY_SLOT, type NameSlot } from "@/lib/match/name-slot";
import { storageOverSlots } from "./slot-storage";
import type { RoomStorage } from "./storage";

/** A storage in memory. Its rooms are lost when the process ends. */
export function createMemoryMatchStorage(options: { now?: () => Date } = {}): RoomStorage {
  return memoryStorageOver(new Map(), options.now);
}

/** A storage whose rooms are in the given map, one slot for each name. */
export function memoryStorageOver(slots: Map<string, NameSlot>, now?: () => Date): RoomStorage {
  return storageOverSlots(
    {
      read: async (name) => slots.get(name) ?? EMPTY_SLOT,
      change: async (name, decide) => {
        const slot = slots.get(name) ?? EMPTY_SLOT;
        const next = decide(slot);
        if (next !== slot) slots.set(name, next);
      },
      readAll: async () => [...slots.values()],
      scan: async function* () {
        yield* slots.values();
      },
      count: async () => slots.size,
      close: async () => slots.clear(),
    },
    now,
  );
}
