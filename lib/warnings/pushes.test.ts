import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { POST as removeRoute } from "@/app/api/dashboard/account/push/remove/route";
import { POST as wantRoute } from "@/app/api/dashboard/account/push/route";
import { LIMITS } from "@/lib/core/limits";
import { banPerson } from "@/lib/people/ban-person";
import { eraseAccount } from "@/lib/people/erase-account";
import { exportAccount } from "@/lib/people/export-account";
import { PUSH_BOUNDS } from "@/lib/push/check-push-target";
import { readPushKey } from "@/lib/push/push-key";
import { readPushChoice } from "@/lib/push/read-push-choice";
import { refusePush, wantPush } from "@/lib/push/want-push";
import { openServices } from "@/lib/runtime/services";
import { createSession } from "@/lib/sessions/create-session";
import { signOut } from "@/lib/sessions/sign-out";
import { signOutOthers } from "@/lib/sessions/sign-out-others";
import { finishSignIn } from "@/lib/sign-in/finish-sign-in";
import { pruneRows } from "@/lib/sweeper/prune-rows";
import { admin, ines, nobody, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import {
  PUSH_BOUNDS_OF_TESTS,
  type PushService,
  startPushService,
} from "@/lib/testing/push-service";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { TEST_SECRET } from "@/lib/testing/test-secret";
import { claimPush } from "./claim-push";
import { readTold } from "./read-told";
import { sendPushes } from "./send-pushes";
import { startWarnings } from "./start-warnings";
import { warnRooms } from "./warn-rooms";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let service: PushService;
const bounds = PUSH_BOUNDS_OF_TESTS;
beforeAll(async () => {
  fresh = await freshServices();
  service = await startPushService();
  useTestEnv();
});
afterAll(async () => {
  await service.close();
  await fresh.close();
});
beforeEach(async () => {
  service.received.length = 0;
  service.faults.length = 0;
  service.replies.length = 0;
  await query(
    "truncate space, room, room_warning, warning_mail, warning_push, push_subscription, event, event_outbox, audit_entry, job_run, person cascade",
  );
  await openSpace(fresh.services.pool);
  await query(
    `insert into person (id, username, name, last_sign_in_at, time_zone_found) values
     ('7', 'ines', 'Ines', now(), 'Europe/Vienna'), ('8', 'sven', 'Sven', now(), null), ('1', 'tomasz', 'tomasz', now(), null)`,
  );
});

const query = async (statement: string, values: unknown[] = []) =>
  (await fresh.services.pool.query(statement, values)).rows;
const send = async () => (await sendPushes(fresh.services, { waitScale: 0, bounds })).detail;
const rows = () => query("select state, attempts, problem from warning_push order by id");
const history = () =>
  query(
    `select action, outcome, detail - 'leavesAt' as detail from audit_entry where action = 'room.push-warning' order by id`,
  );

async function openLeaving(name = "film club", set = "expires_at = now() + interval '6 days'") {
  const id = await openRoom(fresh.services.pool, { name });
  await query(`update room set ${set} where id = $1`, [id]);
  return id;
}

/** Signs a browser of Ines in and turns its messages on. */
async function subscribe(browser = "laptop", ctx = ines): Promise<string> {
  const personId = ctx.actor.kind === "person" ? ctx.actor.id : "";
  const session = { personId, method: "plex", userAgent: "test" } as const;
  const sessionId = await createSession(fresh.services.pool, session);
  await wantPush(ctx, { sessionId, target: service.subscribe(browser) }, bounds);
  return sessionId;
}

test("a message says which room leaves when in the person's zone, encrypted for the browser and signed by the installation", async () => {
  await subscribe();
  const roomId = await openLeaving(
    "<b>film & club</b>",
    "expires_at = '2030-06-03T18:18:00Z', expiry_kind = 'date'",
  );
  await query("update space set warn_days = 3000");
  await warnRooms(fresh.services);
  expect(await send()).toMatchObject({ sent: 1, problems: [] });
  expect(service.faults).toEqual([]);
  const [pushed] = service.received;
  expect(pushed?.message).toEqual({
    title: "“<b>film & club</b>” leaves on Monday 3 June",
    body: expect.stringMatching(
      /^Monday 3 June 2030, 20:18 Vienna time \(18:18 UTC\), in \d+ days\. Open it to keep it\.$/,
    ),
    path: `/rooms/${roomId}`,
  });
  expect(pushed?.sealed).not.toContain("film");
  expect(pushed?.publicKey).toBe((await readPushKey(nobody)).publicKey);
  expect(pushed?.claims.sub).toBe("mailto:roomkeeper@localhost");
  expect(pushed?.headers).toMatchObject({
    ...{ ttl: String(LIMITS.pushKeptSecondsMax), "content-encoding": "aes128gcm" },
    topic: expect.stringMatching(/^[\w-]{32}$/),
  });
  expect((await readTold(ines, [roomId])).get(roomId)).toMatchObject({ pushState: "sent" });
  expect(await history()).toEqual([{ action: "room.push-warning", outcome: "done", detail: {} }]);
});

test("each browser gets its message, and the history names the way once", async () => {
  await subscribe("laptop");
  await subscribe("phone");
  await subscribe("of-sven", sven);
  await openLeaving();
  await warnRooms(fresh.services);
  await send();
  expect(service.received.map(({ browser }) => browser).toSorted()).toEqual(["laptop", "phone"]);
  expect(await history()).toHaveLength(1);
});

test.each([
  ["it was extended meanwhile", "update room set expires_at = now() + interval '36 days'", true],
  [
    "it is in the trash",
    "update room set trashed_at = now(), trash_reason = 'deleted', purge_at = now()",
    true,
  ],
  ["it has another owner", "update room set owner_id = '8'", true],
  ["the owner is banned", "update person set banned_at = now()", true],
  ["the browser was signed out", "update session set revoked_at = now()", true],
  ["the session has ended", "update session set expires_at = now()", true],
  ["the messages were turned off", "delete from push_subscription", true],
  ["nothing changed", "select 1", false],
])("decided at the moment of sending: %s", async (_, change, isDropped) => {
  await subscribe();
  await openLeaving();
  await warnRooms(fresh.services);
  await query(change);
  await send();
  expect(service.received).toHaveLength(isDropped ? 0 : 1);
  expect(await rows()).toMatchObject([{ state: isDropped ? "dropped" : "sent" }]);
});

test("two instances send each message once, and use one key", async () => {
  await query("delete from push_key");
  const other = openServices(fresh.url, [TEST_SECRET]);
  const keys = await Promise.all([
    readPushKey({ services: fresh.services }),
    readPushKey({ services: other }),
  ]);
  expect(keys[0]).toEqual(keys[1]);
  await subscribe("laptop");
  await subscribe("phone");
  for (let index = 0; index < 4; index += 1) await openLeaving(`room ${index}`);
  const pushing = { bounds };
  const all = [fresh.services, other, other].map((services) =>
    startWarnings(services, { everyMs: 4, mailEveryMs: 1_000, pushEveryMs: 3, pushing }),
  );
  await expect
    .poll(async () => (await rows()).filter(({ state }) => state === "sent"))
    .toHaveLength(8);
  await Promise.all(all.map((one) => one.stop()));
  await other.close();
  expect(service.received).toHaveLength(8);
  expect(await history()).toHaveLength(4);
});

test("two instances without the job's lock send one message", async () => {
  await subscribe();
  await openLeaving();
  await warnRooms(fresh.services);
  const [{ id } = { id: "" }] = await query("select id from warning_push");
  const claims = await Promise.all([claimPush(nobody, id), claimPush(nobody, id)]);
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test.each([404, 410])(
  "after a %i the browser is forgotten, and the log says so",
  async (status) => {
    await subscribe();
    await openLeaving();
    await warnRooms(fresh.services);
    service.replies.push(status);
    await send();
    expect(await query("select * from push_subscription")).toEqual([]);
    expect(await rows()).toEqual([
      { state: "dropped", attempts: 1, problem: "The browser takes no more messages." },
    ]);
    expect(
      await query("select actor_kind, subject, detail from audit_entry where detail ? 'isGone'"),
    ).toEqual([
      {
        ...{ actor_kind: "system", subject: "Ines" },
        detail: { isWanted: false, isGone: true, personId: "7" },
      },
    ]);
    expect(await history()).toEqual([]);
  },
);

test("a busy push service is asked again, up to four times; one that refuses is not", async () => {
  await subscribe();
  await openLeaving();
  await warnRooms(fresh.services);
  service.replies.push(503, 429);
  const problem = (status: number) => `The push service did not take the message (${status}).`;
  expect(await send()).toMatchObject({ sent: 1, problems: [problem(503), problem(429)] });
  expect(await rows()).toEqual([{ state: "sent", attempts: 3, problem: null }]);
  await openLeaving("second");
  await warnRooms(fresh.services);
  service.replies.push(403);
  await send();
  expect((await history()).at(-1)).toEqual({
    ...{ action: "room.push-warning", outcome: "failed" },
    detail: { problem: problem(403) },
  });
  await openLeaving("third");
  await warnRooms(fresh.services);
  service.replies.push(500, 500, 500, 500, 500);
  await send();
  expect(await rows()).toContainEqual({ state: "failed", attempts: 4, problem: problem(500) });
});

test("a message never goes to a private address, also if the name led elsewhere when the browser subscribed", async () => {
  await subscribe();
  await openLeaving();
  await warnRooms(fresh.services);
  const inward = { ...bounds, reach: PUSH_BOUNDS.reach };
  expect((await sendPushes(fresh.services, { waitScale: 1, bounds: inward })).detail).toMatchObject(
    {
      ...{ sent: 0, problems: ["The push service could not be reached."] },
    },
  );
  expect(service.received).toEqual([]);
});

test.each([
  ["a private address", { endpoint: "https://10.0.0.1/push" }],
  ["this machine", { endpoint: "https://127.0.0.1/push" }],
  ["a cloud's metadata", { endpoint: "https://169.254.169.254/latest" }],
  ["no TLS", { endpoint: "http://203.0.113.7/push" }],
  ["no address", { endpoint: "push" }],
  ["a key that is no point", { p256dh: Buffer.alloc(65, 4).toString("base64url") }],
  ["a short secret", { auth: "AAAA" }],
])("a subscription is refused: %s", async (_, wrong) => {
  const { sessionId } = await signInAs("7");
  const target = { ...service.subscribe("x"), endpoint: "https://203.0.113.7/push", ...wrong };
  const refused = await wantPush(ines, { sessionId, target }).catch((error: Error) => error);
  expect(refused).toMatchObject({ code: "invalid_document" });
  // People who are no admins must not learn what names in the network lead to.
  expect(String(refused)).not.toMatch(/10\.0|127\.0|169\.254|network|machine/);
  expect(await query("select * from push_subscription")).toEqual([]);
});

test("a browser subscribes again in its place, another person takes it over, and ten are the most", async () => {
  const sessionId = await subscribe("laptop");
  await wantPush(ines, { sessionId, target: service.subscribe("laptop") }, bounds);
  expect((await readPushChoice(ines, { sessionId })).browsers).toMatchObject([{ isThis: true }]);
  await subscribe("laptop", sven);
  expect((await readPushChoice(ines, { sessionId })).browsers).toEqual([]);
  for (let index = 0; index < LIMITS.pushBrowsersPerPersonMax; index += 1) {
    await subscribe(`browser-${index}`);
  }
  await expect(subscribe("one-more")).rejects.toMatchObject({ code: "conflict" });
});

test("one browser gets at most twenty messages a day", async () => {
  await subscribe();
  for (let index = 0; index < LIMITS.pushesPerBrowserDayMax + 2; index += 1) {
    await openLeaving(`room ${index}`);
  }
  await warnRooms(fresh.services);
  expect(await rows()).toHaveLength(LIMITS.pushesPerBrowserDayMax);
});

test("sign-out, ban and erasure remove a subscription; a new sign-in of the browser keeps it", async () => {
  const left = () => query("select session_id from push_subscription");
  const first = await subscribe();
  await signOut(ines, { sessionId: first });
  expect(await left()).toEqual([]);
  const kept = await subscribe("kept");
  await subscribe("other");
  await signOutOthers(ines, { keep: kept });
  expect(await left()).toEqual([{ session_id: kept }]);
  const account = { id: "7", username: "ines", name: "Ines", thumbUrl: null, mailAddress: null };
  const { sessionId } = await finishSignIn(nobody, {
    ...{ account, userAgent: null, formerSessionId: kept },
  });
  expect(await left()).toEqual([{ session_id: sessionId }]);
  await query("update session set expires_at = now() - interval '1 minute'");
  const client = await fresh.services.pool.connect();
  await pruneRows(client);
  client.release();
  expect(await left()).toEqual([]);
  await subscribe("banned");
  await banPerson(admin, { id: "7", reason: "test" });
  expect(await left()).toEqual([]);
  await query("update person set banned_at = null");
  await subscribe("erased");
  expect(JSON.stringify(await exportAccount(ines))).toContain("pushBrowsers");
  await eraseAccount(ines);
  expect(await left()).toEqual([]);
});

test("no address and no key of a browser, and no private key, is stored readable", async () => {
  await subscribe("canary-browser");
  const { privateKey } = await readPushKey(nobody);
  const stored = await query(
    "select to_jsonb(push_subscription)::text as row from push_subscription union all select to_jsonb(push_key)::text from push_key",
  );
  const text = stored.map(({ row }) => row).join("\n");
  expect(text).not.toContain("canary-browser");
  expect(text).not.toContain(privateKey);
});

test("the forms: refused for an address in the own network, and turned off for the own browsers only", async () => {
  const { cookie } = await signInAs("7");
  const form = (path: string, fields: Record<string, string>) =>
    new Request(`${TEST_ORIGIN}/api/dashboard/account/push${path}`, {
      method: "POST",
      body: new URLSearchParams(fields).toString(),
      headers: {
        ...{ "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        ...{ origin: TEST_ORIGIN, cookie },
      },
    });
  const target = { ...service.subscribe("x"), endpoint: "https://192.168.0.7/push" };
  expect((await wantRoute(form("", target))).status).toBe(422);
  await subscribe("of-sven", sven);
  await subscribe("of-ines");
  const [mine, others] = await query("select id from push_subscription order by person_id");
  expect((await removeRoute(form("/remove", { id: others.id }))).status).toBe(200);
  expect(await query("select id from push_subscription")).toHaveLength(2);
  await removeRoute(form("/remove", { id: mine.id }));
  expect(await query("select id from push_subscription")).toEqual([{ id: others.id }]);
  await refusePush(sven, { id: others.id });
  expect(await query("select id from push_subscription")).toEqual([]);
});
