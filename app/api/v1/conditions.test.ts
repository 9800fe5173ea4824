import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";

/** Conditional requests (RFC 9110, section 13): every method, with every kind of header, on a room in every state. */
const CREATED = "2026-10-01T20:00:00.000Z";
const FILM = "plex://movie/5d776b59";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  await surroundWithOtherKinds(api.services.pool);
  token = await api.token();
});
afterAll(() => api.close());

type Headers = Record<string, string>;

function send(method: string, path: string, body?: unknown, headers?: Headers) {
  return callApi(api, { method, path: path.replaceAll(" ", "%20"), token, body, headers });
}

const METHODS: Record<string, (name: string, headers?: Headers) => ReturnType<typeof send>> = {
  get: (name, headers) => send("GET", `/api/v1/room?name=${name}`, undefined, headers),
  head: (name, headers) => send("HEAD", `/api/v1/rooms/${name}`, undefined, headers),
  save: (name, headers) =>
    send("PUT", `/api/v1/room?name=${name}`, roomDocument(name, { filters: [] }), headers),
  rate: (name, headers) =>
    send(
      "POST",
      `/api/v1/room/ratings?name=${name}`,
      { ratings: { m: [["Zoe", "like", 9]] } },
      headers,
    ),
  "take back": (name, headers) =>
    send(
      "DELETE",
      `/api/v1/room/ratings?name=${name}&mediaId=${FILM}&userName=Ann`,
      undefined,
      headers,
    ),
  delete: (name, headers) => send("DELETE", `/api/v1/room?name=${name}`, undefined, headers),
  restore: (name, headers) =>
    send("POST", `/api/v1/room/restore?name=${name}&createdAt=${CREATED}`, undefined, headers),
  purge: (name, headers) =>
    send("DELETE", `/api/v1/trash?name=${name}&createdAt=${CREATED}`, undefined, headers),
};

const inBatch =
  (op: Record<string, unknown>) =>
  async (name: string, headers: Headers = {}) => {
    const { "if-match": ifMatch, "if-none-match": ifNoneMatch } = headers;
    const operation = { name, ...op, ifMatch, ifNoneMatch };
    const answer = await send("POST", "/api/v1/batch", { operations: [operation] });
    return { ...answer, status: answer.json.results[0].status as number };
  };
METHODS["rate in a batch"] = inBatch({ op: "rate", ratings: { m: [["Zoe", "like", 9]] } });
METHODS["take back in a batch"] = inBatch({ op: "takeBack", mediaId: FILM, userName: "Ann" });
METHODS["delete in a batch"] = inBatch({ op: "delete" });
METHODS["restore in a batch"] = inBatch({ op: "restore", createdAt: CREATED });
METHODS["save in a batch"] = (name, headers) =>
  inBatch({ op: "save", name: undefined, room: roomDocument(name, { filters: [] }) })(
    name,
    headers,
  );

/** A condition, with T for the tag of the room's current version; whether it is met if the room exists, and if it does not. */
type Condition = [headers: Headers, isThere: boolean | 400, isAbsent: boolean | 400];
const CONDITIONS: Record<string, Condition> = {
  "If-Match with the tag": [{ "if-match": "T" }, true, false],
  "If-Match with the tag as nginx weakens it": [{ "if-match": "W/T" }, true, false],
  "If-Match with the tag as a compressing proxy marks it": [{ "if-match": "T-gzip" }, true, false],
  "If-Match with a list that contains the tag": [
    { "if-match": '"rm_x.1",, W/"a,b" , T' },
    true,
    false,
  ],
  "If-Match: *": [{ "if-match": "*" }, true, false],
  "If-Match with another tag": [{ "if-match": '"rm_x.99"' }, false, false],
  "If-Match with other tags": [{ "if-match": '"rm_x.99", W/"rm_x.1", ""' }, false, false],
  "If-Match with nothing": [{ "if-match": "" }, false, false],
  "If-None-Match with another tag": [{ "if-none-match": '"rm_x.99"' }, true, true],
  "If-None-Match with the tag": [{ "if-none-match": "T" }, false, true],
  "If-None-Match with a list that contains the tag": [{ "if-none-match": '"a", W/T' }, false, true],
  "If-None-Match: *": [{ "if-none-match": "*" }, false, true],
  "both, and both are met": [{ "if-match": "T", "if-none-match": '"a"' }, true, false],
  "both, and one is not met": [{ "if-match": "T", "if-none-match": "*" }, false, false],
  "If-Match without quotes": [{ "if-match": "rm_x.1" }, 400, 400],
  "If-Match with half a tag": [{ "if-match": 'T, "b' }, 400, 400],
  "If-Match with tags without a comma between them": [{ "if-match": 'T "b"' }, 400, 400],
  "If-Match with * among tags": [{ "if-match": "*, T" }, 400, 400],
  "If-None-Match without quotes": [{ "if-none-match": "abc" }, 400, 400],
};

const STATES = ["open", "locked", "trashed", "unknown"] as const;
type State = (typeof STATES)[number];

/** The status of each method without conditions, by the state of the room. */
const PLAIN: Record<string, Record<State, number>> = {
  get: { open: 200, locked: 200, trashed: 410, unknown: 404 },
  head: { open: 200, locked: 200, trashed: 410, unknown: 404 },
  save: { open: 200, locked: 423, trashed: 410, unknown: 201 },
  rate: { open: 200, locked: 423, trashed: 410, unknown: 404 },
  "take back": { open: 200, locked: 423, trashed: 410, unknown: 404 },
  delete: { open: 204, locked: 423, trashed: 204, unknown: 204 },
  restore: { open: 404, locked: 404, trashed: 204, unknown: 404 },
  purge: { open: 204, locked: 204, trashed: 204, unknown: 204 },
};

let made = 0;
async function roomIn(state: State): Promise<{ name: string; tag: string }> {
  made += 1;
  const name = `${state} ${made}`;
  if (state === "unknown") return { name, tag: '"rm_none.1"' };
  const saved = await METHODS.save?.(name);
  if (state === "locked") {
    await api.services.pool.query(
      "update room set locked_at = now() where kind = 'match' and name = $1",
      [name],
    );
  }
  if (state !== "trashed") return { name, tag: saved?.headers.get("etag") ?? "" };
  await METHODS.delete?.(name);
  const trash = await send("GET", "/api/v1/trash?limit=200");
  const { room } = trash.json.items.find((item: { room: { roomName: string } }) => {
    return item.room.roomName === name;
  });
  return { name, tag: `"${room._metadata.incarnation}.${room._metadata.version}"` };
}

/** Everything that is stored for a name. */
async function rowsOf(name: string): Promise<unknown> {
  const { rows } = await api.services.pool.query(
    `select (select json_agg(r order by r.id) from room r where r.kind = 'match' and r.name = $1) as rooms,
       (select json_agg(x order by x.media_id, x.user_name) from room_rating x join room r on r.id = x.room_id
         where r.name = $1) as ratings,
       (select json_agg(t) from room_tombstone t where t.kind = 'match' and t.identity = $1) as stones,
       (select count(*) from audit_entry a where a.room_name = $1 and a.outcome = 'done') as done`,
    [name],
  );
  return rows;
}

/** Whether the room that a method changes exists: for restore and purge it is the room in the trash. */
function isThere(method: string, state: State): boolean {
  if (method.startsWith("restore") || method === "purge") return state === "trashed";
  return state === "open" || state === "locked";
}

function expectedOf(method: string, state: State, [headers, there, absent]: Condition): number {
  const plain = PLAIN[method.replace(" in a batch", "")]?.[state] ?? 0;
  const holds = isThere(method, state) ? there : absent;
  if (holds === 400) return 400;
  if (holds || plain >= 300) return plain;
  const isRead = method === "get" || method === "head";
  return isRead && "if-none-match" in headers ? 304 : 412;
}

const ROWS = Object.keys(METHODS).flatMap((method) =>
  STATES.map((state) => [method, state] as const),
);

describe.each(ROWS)("%s of a room that is %s", (method, state) => {
  test.each(Object.entries(CONDITIONS))("%s", async (_, condition) => {
    const { name, tag } = await roomIn(state);
    const opaque = tag.slice(1, -1);
    const headers = Object.fromEntries(
      Object.entries(condition[0]).map(([field, text]) => {
        const named = text.replace("T-gzip", `"${opaque}-gzip"`).replace(/\bT\b/, tag);
        return [field, named];
      }),
    );
    const before = await rowsOf(name);
    const answer = await METHODS[method]?.(name, headers);
    const expected = expectedOf(method, state, condition);
    expect(answer?.status).toBe(expected);
    if (expected >= 300) expect(await rowsOf(name)).toEqual(before);
    if (expected === 412 && method !== "head" && !method.endsWith("batch")) {
      expect(answer?.json.code).toBe("precondition_failed");
    }
  });
});

describe("a resource without a tag", () => {
  test.each([
    ["GET", "/api/v1/rooms", undefined],
    ["PUT", "/api/v1/media", { items: [] }],
    ["POST", "/api/v1/batch", { operations: [{ op: "delete", name: "x" }] }],
  ])("%s %s matches no tag", async (method, path, body) => {
    const refused = await send(method, path, body, { "if-match": "*" });
    expect([refused.status, refused.json.code]).toEqual([412, "precondition_failed"]);
    const open = await send(method, path, body, { "if-none-match": '"a"' });
    expect(open.status).toBe(200);
    const malformed = await send(method, path, body, { "if-none-match": "a" });
    expect(malformed.status).toBe(400);
  });

  test("If-Modified-Since and If-Unmodified-Since are ignored", async () => {
    const { name } = await roomIn("open");
    const old = "Thu, 01 Jan 1970 00:00:00 GMT";
    expect((await METHODS.get?.(name, { "if-modified-since": old }))?.status).toBe(200);
    expect((await METHODS.delete?.(name, { "if-unmodified-since": old }))?.status).toBe(204);
  });
});

describe("of simultaneous writers with the same tag, only one succeeds", () => {
  test.each(["save", "rate", "take back", "delete"])("%s against itself", async (method) => {
    for (let round = 0; round < 15; round += 1) {
      const { name, tag } = await roomIn("open");
      const attempts = [1, 2, 3].map(() => METHODS[method]?.(name, { "if-match": tag }));
      const statuses = (await Promise.all(attempts)).map((answer) => answer?.status ?? 0);
      const accepted = statuses.filter((status) => status < 300);
      expect([accepted.length, statuses.filter((status) => status >= 500)]).toEqual([1, []]);
    }
  });

  test("a save against a delete, a restore against a purge", async () => {
    for (let round = 0; round < 15; round += 1) {
      const open = await roomIn("open");
      const trashed = await roomIn("trashed");
      for (const [{ name, tag }, pair] of [
        [open, ["save", "delete"]],
        [trashed, ["restore", "purge"]],
      ] as const) {
        const attempts = pair.map((method) => METHODS[method]?.(name, { "if-match": tag }));
        const statuses = (await Promise.all(attempts)).map((answer) => answer?.status ?? 0);
        expect(statuses.filter((status) => status < 300).length).toBe(1);
      }
    }
  });

  test("creates of one name with If-None-Match: *", async () => {
    for (let round = 0; round < 15; round += 1) {
      const { name } = await roomIn("unknown");
      const attempts = [1, 2, 3].map(() => METHODS.save?.(name, { "if-none-match": "*" }));
      const statuses = (await Promise.all(attempts)).map((answer) => answer?.status ?? 0);
      expect(statuses.sort()).toEqual([201, 412, 412]);
    }
  });
});

test("with an Idempotency-Key, conditions are part of the request", async () => {
  const { name, tag } = await roomIn("open");
  const headers = { "idempotency-key": `guarded ${name}`, "if-match": tag };
  const first = await METHODS.rate?.(name, headers);
  const again = await METHODS.rate?.(name, headers);
  expect([first?.status, again?.status, again?.text]).toEqual([200, 200, first?.text]);
  const other = await METHODS.rate?.(name, { ...headers, "if-match": "*" });
  expect(other?.json.code).toBe("idempotency_mismatch");
});

test("a save with a tag replaces the room, and a save with * is merged", async () => {
  const { name, tag } = await roomIn("open");
  const bare = roomDocument(name, { ratings: {} });
  const path = `/api/v1/room?name=${name}`;
  const joined = await send("PUT", path, bare, { "if-match": "*" });
  expect((await METHODS.get?.(name))?.json.ratings[FILM]).toHaveLength(2);
  await send("PUT", path, bare, { "if-match": `${tag}, ${joined.headers.get("etag")}` });
  expect((await METHODS.get?.(name))?.json.ratings).toEqual({});
});
