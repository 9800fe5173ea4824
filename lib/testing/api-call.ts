import type { ApiServer } from "./api-server";

export interface ApiCall {
  method: string;
  /** Path with query, already encoded. */
  path: string;
  token?: string;
  /** Sent as JSON; text and bytes are sent unchanged. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined if it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read any reply
  json: any;
}

/** Sends one request to the real API. */
export async function callApi(api: Pick<ApiServer, "url">, call: ApiCall): Promise<ApiAnswer> {
  const raw = typeof call.body === "string" || call.body instanceof Uint8Array;
  const response = await fetch(api.url + call.path, {
    method: call.method,
    headers: {
      ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      ...call.headers,
    },
    body:
      call.body === undefined
        ? undefined
        : ((raw ? call.body : JSON.stringify(call.body)) as BodyInit),
  });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** A room document with default values and the given changes. */
export function roomDocument(roomName: string, changes: Record<string, unknown> = {}) {
  return {
    roomName,
    sort: "random",
    createdAt: "2026-10-01T20:00:00.000Z",
    creatorPlexUserId: 4711,
    creatorPlexUsername: "mara_k",
    ratings: {
      "plex://movie/5d776b59": [
        ["Ann", "like", 1_790_000_000_000],
        ["bob", "like", 1_790_000_001_000],
      ],
    },
    userProgress: { Ann: 1, bob: 1 },
    ...changes,
  };
}

/** One line for every row of every table that requests can change. The lines are equal before and after if nothing changed. */
export async function snapshotRows(api: Pick<ApiServer, "services">): Promise<string[]> {
  const tables = [
    "room",
    "room_rating",
    "room_person",
    "room_match",
    "room_match_end",
    "room_watched_film",
    "room_link",
    "room_picked_film",
    "room_tombstone",
    "media",
    "idempotency_key",
    "room_lease",
    "space",
  ];
  const parts = tables.map(
    (table) => `select '${table} ' || to_jsonb(t)::text as line from ${table} t`,
  );
  // An event may move from the outbox to the table of events. That is no change by a caller.
  for (const table of ["event", "event_outbox"]) {
    parts.push(`select 'event ' || (to_jsonb(t) - 'id')::text from ${table} t`);
  }
  const { rows } = await api.services.pool.query<{ line: string }>(
    `${parts.join(" union all ")} order by 1`,
  );
  return rows.map(({ line }) => line);
}
