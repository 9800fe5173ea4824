import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { POST as followRoute } from "@/app/api/dashboard/leaving/route";
import { GET as getQuiet, POST as postQuiet } from "@/app/api/mail/quiet/route";
import { extendRoom } from "@/lib/rooms/extend-room";
import { openServices } from "@/lib/runtime/services";
import { admin, ines, nobody } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import {
  decodedParts,
  MAIL_PASSWORD,
  type MailReceiver,
  openMailReceiver,
} from "@/lib/testing/mail-receiver";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { TEST_SECRET } from "@/lib/testing/test-secret";
import { claimMail } from "./claim-mail";
import { followMailLink } from "./follow-mail-link";
import { readMailLink } from "./read-mail-link";
import { readTold } from "./read-told";
import { sendMails } from "./send-mails";
import { sendMailsNow } from "./send-mails-now";
import { startWarnings } from "./start-warnings";
import { wantMail } from "./want-mail";
import { warnRooms } from "./warn-rooms";

const ADDRESS = "ines@example.org";
let fresh: Awaited<ReturnType<typeof freshServices>>;
let receiver: MailReceiver;
beforeAll(async () => {
  fresh = await freshServices();
  receiver = await openMailReceiver();
  useTestEnv({ SMTP_URL: receiver.url, SMTP_FROM: "Roomkeeper <rooms@example.org>" });
});
afterAll(async () => {
  await receiver.close();
  await fresh.close();
});
beforeEach(async () => {
  receiver.mails.length = 0;
  receiver.refusals.length = 0;
  receiver.onMessage = () => {};
  await query(
    "truncate space, room, room_warning, warning_mail, event, event_outbox, audit_entry, job_run, person cascade",
  );
  await openSpace(fresh.services.pool);
  await query(
    `insert into person (id, username, name, last_sign_in_at, mail_address, time_zone_found)
     values ('7', 'ines', 'Ines', now(), '${ADDRESS}', 'Europe/Vienna')`,
  );
});

const query = async (statement: string, values: unknown[] = []) =>
  (await fresh.services.pool.query(statement, values)).rows;

async function openLeaving(name = "film club", set = "expires_at = now() + interval '6 days'") {
  const id = await openRoom(fresh.services.pool, { name });
  await query(`update room set ${set} where id = $1`, [id]);
  return id;
}

const send = async () => (await sendMails(fresh.services, { waitScale: 0 })).detail;
const mailRows = () => query("select state, attempts, problem from warning_mail order by id");
const history = () =>
  query(
    `select action, outcome, detail - 'leavesAt' as detail from audit_entry
     where action in ('room.mail-warning', 'room.extend', 'room.expire') order by id`,
  );

/** Announces the room, sends the mail and returns the code of its links. */
async function codeOfSentMail(): Promise<string> {
  await warnRooms(fresh.services);
  await send();
  const [mail] = receiver.mails;
  return /act=keep&code=(\S+)/.exec(decodedParts(mail?.message ?? ""))?.[1] ?? "";
}

test("the mail says why and when, in the person's zone, in both parts, with links and the ways out", async () => {
  await openLeaving(
    "<b>film & club</b>",
    "expires_at = '2030-06-03T18:18:00Z', expiry_kind = 'date', rating_count = 12, match_count = 2",
  );
  await query("update space set warn_days = 3000");
  await warnRooms(fresh.services);
  expect(await send()).toMatchObject({ sent: 1, problems: [] });
  const [{ from, to, message } = { from: "", to: [], message: "" }] = receiver.mails;
  expect([from, to]).toEqual(["rooms@example.org", [ADDRESS]]);
  const headers = message.split("\r\n\r\n")[0]?.replace(/\r\n[ \t]+/g, " ") ?? "";
  expect(headers).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(headers).toMatch(
    /List-Unsubscribe: <http:\/\/localhost:4400\/api\/mail\/quiet\?code=\S+>/,
  );
  expect(headers).toMatch(/Message-ID: <wm_\w+@localhost>/);
  const [, text = "", html = ""] = decodedParts(message).split("\n----\n");
  expect(text).toContain("“<b>film & club</b>” leaves on Monday 3 June.");
  expect(text).toMatch(/Leaves: Monday 3 June 2030, 20:18 Vienna time \(18:18 UTC\), in \d+ days/);
  expect(text).toContain("This date was picked for it.");
  expect(text).toContain("In it: 12 ratings and 2 films agreed on");
  for (const part of [text, html]) {
    for (const act of ["keep", "let-go", "quiet"]) {
      expect(part).toMatch(new RegExp(`${TEST_ORIGIN}/leaving\\?act=${act}&(amp;)?code=`));
    }
  }
  expect(html).toContain("&lt;b&gt;film &amp; club&lt;/b&gt;");
  expect(html).not.toContain("<b>film");
  const roomId = (await query("select id from room"))[0]?.id;
  expect((await readTold(ines, [roomId])).get(roomId)).toMatchObject({
    mailState: "sent",
    seenAt: null,
  });
  expect(await history()).toEqual([
    {
      ...{ action: "room.mail-warning", outcome: "done" },
      detail: { to: "i•••@example.org" },
    },
  ]);
});

test.each([
  ["it was extended meanwhile", "update room set expires_at = now() + interval '36 days'", true],
  [
    "it is in the trash",
    "update room set trashed_at = now(), trash_reason = 'deleted', purge_at = now()",
    true,
  ],
  ["it has another owner", "update room set owner_id = '9'", true],
  ["the owner turned mails off", "update person set wants_mail = false", true],
  ["the owner is banned", "update person set banned_at = now()", true],
  ["no address is known any more", "update person set mail_address = null", true],
  ["nothing changed", "select 1", false],
])("decided at the moment of sending: %s", async (_, change, isDropped) => {
  await openLeaving();
  await warnRooms(fresh.services);
  await query(change);
  await send();
  expect(receiver.mails).toHaveLength(isDropped ? 0 : 1);
  expect(await mailRows()).toMatchObject([{ state: isDropped ? "dropped" : "sent" }]);
});

test("no mail is made for an owner without an address, who wants none, or without a mail server", async () => {
  await query("update person set wants_mail = false");
  await openLeaving("one");
  await warnRooms(fresh.services);
  await query("update person set wants_mail = true, mail_address = null");
  await openLeaving("two");
  await warnRooms(fresh.services);
  await query(`update person set mail_address = '${ADDRESS}'`);
  useTestEnv();
  await openLeaving("three");
  await warnRooms(fresh.services);
  await expect(sendMailsNow(admin)).rejects.toMatchObject({ code: "conflict" });
  useTestEnv({ SMTP_URL: receiver.url, SMTP_FROM: "Roomkeeper <rooms@example.org>" });
  expect(await mailRows()).toEqual([]);
});

test("one person gets at most ten mails a day", async () => {
  for (let index = 0; index < 12; index += 1) await openLeaving(`room ${index}`);
  await warnRooms(fresh.services);
  await send();
  expect(receiver.mails).toHaveLength(10);
});

test("two instances send each mail once", async () => {
  const other = openServices(fresh.url, [TEST_SECRET]);
  for (let index = 0; index < 8; index += 1) await openLeaving(`room ${index}`);
  const all = [fresh.services, other, other].map((services) =>
    startWarnings(services, { everyMs: 4, mailEveryMs: 3 }),
  );
  await expect
    .poll(async () => (await mailRows()).filter(({ state }) => state === "sent"))
    .toHaveLength(8);
  await Promise.all(all.map((one) => one.stop()));
  await other.close();
  expect(receiver.mails).toHaveLength(8);
  expect(
    new Set(receiver.mails.map(({ message }) => /Message-ID: (\S+)/.exec(message)?.[1])).size,
  ).toBe(8);
});

test("two instances without the job's lock send one mail", async () => {
  await openLeaving();
  await warnRooms(fresh.services);
  const [{ id } = { id: "" }] = await query("select id from warning_mail");

  const claims = await Promise.all([claimMail(nobody, id), claimMail(nobody, id)]);
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test("a busy server is asked again, up to six times; a refused address is not", async () => {
  await openLeaving();
  await warnRooms(fresh.services);
  receiver.refusals.push({ code: 451, at: "data" }, { code: 452, at: "address" });
  expect(await send()).toMatchObject({
    sent: 1,
    problems: [expect.stringContaining("busy"), expect.stringContaining("busy")],
  });
  expect(await mailRows()).toEqual([{ state: "sent", attempts: 3, problem: null }]);
  await openLeaving("second");
  await warnRooms(fresh.services);
  receiver.refusals.push({ code: 550, at: "address" });
  await send();
  const problem = "The mail server refused the address (550).";
  expect(
    await query("select state, attempts, problem from warning_mail where state <> 'sent'"),
  ).toEqual([{ state: "failed", attempts: 1, problem }]);
  expect((await history()).at(-1)).toEqual({
    action: "room.mail-warning",
    outcome: "failed",
    detail: { problem },
  });
  await openLeaving("third");
  await warnRooms(fresh.services);
  for (let index = 0; index < 9; index += 1) receiver.refusals.push({ code: 451, at: "data" });
  await send();
  expect(
    await query(
      "select state, attempts from warning_mail where state = 'failed' order by attempts",
    ),
  ).toEqual([
    { state: "failed", attempts: 1 },
    { state: "failed", attempts: 6 },
  ]);
});

test("an attempt of an instance that died is made again with the same Message-ID", async () => {
  await openLeaving();
  await warnRooms(fresh.services);
  await query(
    "update warning_mail set state = 'sending', attempts = 1, due_at = now() + interval '1 minute'",
  );
  await send();
  expect(receiver.mails).toHaveLength(0);
  await query("update warning_mail set due_at = now()");
  await send();
  const [{ id } = { id: "" }] = await query("select id from warning_mail");
  expect(receiver.mails.map(({ message }) => message.includes(`<${id}@localhost>`))).toEqual([
    true,
  ]);
});

test("a wrong password is said in one sentence; no password, address or answer of the server is in any row", async () => {
  useTestEnv({
    SMTP_URL: receiver.url.replace(MAIL_PASSWORD, "canary-wrong-password"),
    SMTP_FROM: "rooms@example.org",
  });
  await openLeaving();
  await warnRooms(fresh.services);
  const detail = await send();
  useTestEnv({ SMTP_URL: receiver.url, SMTP_FROM: "Roomkeeper <rooms@example.org>" });
  expect(detail?.problems).toEqual([
    "The mail server did not accept SMTP_URL’s user and password.",
  ]);
  await openLeaving("second");
  await warnRooms(fresh.services);
  receiver.refusals.push({ code: 550, at: "data" });
  await send();
  const rows = await query(
    "select to_jsonb(audit_entry)::text as row from audit_entry union all select to_jsonb(job_run)::text from job_run union all select to_jsonb(warning_mail)::text from warning_mail",
  );
  expect(rows.map(({ row }) => row).join("\n")).not.toMatch(/canary|ines@example/);
});

test("a link keeps the room, once; used twice it says so", async () => {
  const roomId = await openLeaving();
  const code = await codeOfSentMail();
  expect(await readMailLink(nobody, code)).toMatchObject({ state: "open", roomName: "film club" });
  const both = await Promise.allSettled([
    followMailLink(nobody, { code, act: "keep" }),
    followMailLink(nobody, { code, act: "keep" }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(followMailLink(nobody, { code, act: "let-go" })).rejects.toMatchObject({
    code: "conflict",
    message: "A link of this mail was used already.",
  });
  expect(await readMailLink(nobody, code)).toMatchObject({ state: "used", usedFor: "keep" });
  const [room] = await query(
    "select expires_at > now() + interval '35 days' as kept from room where id = $1",
    [roomId],
  );
  expect(room?.kept).toBe(true);
  expect((await history()).map(({ action }) => action)).toEqual([
    "room.mail-warning",
    "room.extend",
  ]);
});

test("a link lets the room go, to the trash", async () => {
  await openLeaving();
  const code = await codeOfSentMail();
  await followMailLink(nobody, { code, act: "let-go" });
  expect(await query("select trash_reason, trashed_by from room")).toEqual([
    { trash_reason: "expired", trashed_by: "7" },
  ]);
});

test.each([
  ["the room has left", "update room set expires_at = now()", "late", "The room has left."],
  ["the room was extended", "", "moved", "The room leaves at another time now."],
  ["another owner", "update room set owner_id = '9'", "lost", "The room has another owner now."],
])("a late link answers plainly and changes nothing: %s", async (_, change, state, message) => {
  const roomId = await openLeaving();
  const code = await codeOfSentMail();
  if (change) await query(change);
  else await extendRoom(ines, { roomId, days: 7 });
  const before = await query("select * from room");
  expect(await readMailLink(nobody, code)).toMatchObject({ state });
  for (const act of ["keep", "let-go"] as const) {
    await expect(followMailLink(nobody, { code, act })).rejects.toMatchObject({
      code: "conflict",
      message,
    });
  }
  expect(await query("select * from room")).toEqual(before);
});

test("a made-up or altered link leads nowhere", async () => {
  await openLeaving();
  const code = await codeOfSentMail();
  const altered = code.slice(0, 20) + (code[20] === "A" ? "B" : "A") + code.slice(21);
  for (const wrong of ["", "x", altered, "1.abc.def"]) {
    expect(await readMailLink(nobody, wrong)).toBeNull();
    await expect(followMailLink(nobody, { code: wrong, act: "keep" })).rejects.toMatchObject({
      code: "not_found",
    });
  }
});

test("the addresses of a mail: a GET changes nothing, a form keeps the room, a mail program's POST ends the mails", async () => {
  await openLeaving();
  const code = await codeOfSentMail();
  const quiet = `${TEST_ORIGIN}/api/mail/quiet?code=${code}`;
  const seen = await getQuiet(new Request(quiet));
  expect([seen.status, seen.headers.get("location")]).toEqual([
    303,
    `/leaving?act=quiet&code=${code}`,
  ]);
  const wants = async () => (await query("select wants_mail as wants from person"))[0]?.wants;
  expect(await wants()).toBe(true);
  const oneClick = {
    method: "POST",
    body: "List-Unsubscribe=One-Click",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  };
  expect((await postQuiet(new Request(quiet, oneClick))).status).toBe(200);
  expect(await wants()).toBe(false);
  expect((await postQuiet(new Request(quiet.replace("code=", "code=x"), oneClick))).status).toBe(
    404,
  );
  await wantMail(ines, { isWanted: true });
  expect(await wants()).toBe(true);
  const form = (origin: string) =>
    followRoute(
      new Request(`${TEST_ORIGIN}/api/dashboard/leaving`, {
        method: "POST",
        body: new URLSearchParams({
          code,
          act: "keep",
          returnTo: `/leaving?code=${code}`,
        }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded", origin },
      }),
    );
  expect((await form("https://evil.example")).status).not.toBe(303);
  expect((await history()).map(({ action }) => action)).not.toContain("room.extend");
  const kept = await form(TEST_ORIGIN);
  expect([kept.status, kept.headers.get("location")]).toEqual([303, `/leaving?code=${code}`]);
  expect((await history()).map(({ action }) => action)).toContain("room.extend");
});
