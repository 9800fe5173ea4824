import { createApiClient } from "@/lib/client/api-client";
import { createHttpMatchStorage } from "@/lib/storage/match/http";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { createContact } from "./contact";
import { createFirstCheck, storageNeeds } from "./first-check";
import { type GameLog, processLog } from "./game-log";
import { createJournal, JOURNAL_PATH_DEFAULT } from "./journal";
import { createJournaledStorage } from "./journaled-storage";
import { setLink } from "./link";
import { hearEnd } from "./shutdown";

/** How long the end of the process waits for Roomkeeper. A container is killed after ten seconds. */
const SEND_MS = 6_000;
const AWAY_MS = 500;
const STOP_MS = 1_500;

interface Connection {
  url: string;
  token: string;
  journalPath?: string;
  log?: GameLog;
}

/**
 * Makes the storage that a MovieMatch uses when STORAGE_TYPE is http. It never throws for an address that is wrong or away: MovieMatch starts
 * and works, the log says what is wrong, and what changes waits.
 */
export function connectStorage(given: Connection): RoomStorage {
  const { url, token, log = processLog } = given;
  const ending = new AbortController();
  const { signal } = ending;
  const contact = createContact(url, log);
  const options = { url, token, signal };
  const api = createApiClient({ ...options, fetch: contact.fetch });
  const http = createHttpMatchStorage({ ...options, fetch: contact.fetch });
  const journal = createJournal(given.journalPath ?? JOURNAL_PATH_DEFAULT, log);
  // A server that is no Roomkeeper, or that refuses the token, is of no more use than none.
  const isAway = () => contact.isAway() || check.isWrongPlace();
  const kept = createJournaledStorage(http, { isAway, journal, log, signal });
  const needs = storageNeeds();
  const check = createFirstCheck({ api, contact, log, url, needs }, signal);
  const stops: (() => Promise<void>)[] = [];

  const stopHearing = hearEnd({
    async send() {
      const stopped = Promise.allSettled(stops.map((stop) => stop()));
      const over = new Promise((resolve) => setTimeout(resolve, STOP_MS));
      await kept.finish(isAway() ? AWAY_MS : SEND_MS);
      await Promise.race([stopped, over]);
    },
    keep: () => kept.writeLast(),
  });
  setLink({
    log,
    listRooms: kept.listRooms,
    waitingRooms: () => kept.waiting().rooms,
    waitingRoom: (name) => kept.waiting().rooms.find(({ roomName }) => roomName === name) ?? null,
    saveRoom: kept.saveRoom,
    onRefused: kept.onRefused,
    remote: {
      ...{ api, needs, signal, isAway },
      onReturn: contact.onReturn,
      scopes: check.scopes,
      isRefused: check.isRefused,
      onStop: (stop) => void stops.push(stop),
    },
  });
  return {
    ...kept,
    async close() {
      stopHearing();
      await kept.close();
      ending.abort();
    },
  };
}
