import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { POST as removeRoute } from "@/app/api/dashboard/account/address/remove/route";
import { POST as askRoute } from "@/app/api/dashboard/account/address/route";
import { POST as confirmRoute } from "@/app/api/dashboard/confirm-address/route";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { eraseAccount } from "@/lib/people/erase-account";
import { exportAccount } from "@/lib/people/export-account";
import { openRates } from "@/lib/rates/open-rates";
import { createPostgresCounts } from "@/lib/rates/rate-counts";
import { openServices } from "@/lib/runtime/services";
import { ines, nobody, person, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { decodedParts, type MailReceiver, openMailReceiver } from "@/lib/testing/mail-receiver";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { TEST_SECRET } from "@/lib/testing/test-secret";
import { readMailChoice } from "@/lib/warnings/read-mail-choice";
import { sendMails } from "@/lib/warnings/send-mails";
import { wantMail } from "@/lib/warnings/want-mail";
import { warnRooms } from "@/lib/warnings/warn-rooms";
import { askAddress } from "./ask-address";
import { confirmAddress } from "./confirm-address";
import { readAddressLink } from "./read-address-link";
import { removeAddress } from "./remove-address";

const PLEX = "plex@example.org";
const OWN = "canary-own@example.org";
let fresh: Awaited<ReturnType<typeof freshServices>>;
let receiver: MailReceiver;
const smtp = () =>
  useTestEnv({ SMTP_URL: receiver.url, SMTP_FROM: "Roomkeeper <rooms@example.org>" });
beforeAll(async () => {
  fresh = await freshServices();
  receiver = await openMailReceiver();
});
afterAll(async () => {
  await receiver.close();
  await fresh.close();
});
beforeEach(async () => {
  smtp();
  receiver.mails.length = 0;
  receiver.refusals.length = 0;
  await query(
    "truncate space, room, room_warning, warning_mail, event, event_outbox, audit_entry, job_run, person cascade",
  );
  await openSpace(fresh.services.pool);
  await query(
    `insert into person (id, username, name, last_sign_in_at, mail_address) values
     ('7', 'ines', '<b>Ines</b>', now(), '${PLEX}'), ('8', 'sven', 'Sven', now(), null)`,
  );
  await renewRates();
});

/** The counts of the limits begin again. */
async function renewRates(): Promise<void> {
  const { rates, pool } = fresh.services;
  await Promise.all(Object.values(rates).map((rate) => rate.close()));
  await pool.query("truncate rate_count");
  Object.assign(rates, openRates(createPostgresCounts(pool), {}));
}

const query = async (statement: string, values: unknown[] = []) =>
  (await fresh.services.pool.query(statement, values)).rows;
const send = async () => (await sendMails(fresh.services, { waitScale: 0 })).detail;
const ask = (address = OWN, ctx = ines) => askAddress(ctx, { address, network: "192.0.2.1" });
const log = () =>
  query(
    `select actor_id as who, action, outcome, code, detail from audit_entry where action like 'person.%' order by id`,
  );

/** Gives an address and returns the code of the link that was sent to it. */
async function codeOf(address = OWN, ctx = ines): Promise<string> {
  await ask(address, ctx);
  await send();
  const message = receiver.mails.at(-1)?.message ?? "";
  return /confirm-address\?code=(\S+)/.exec(decodedParts(message))?.[1] ?? "";
}

async function addressesOfWarning(): Promise<string[]> {
  const id = await openRoom(fresh.services.pool, { name: newId("room") });
  await query("update room set expires_at = now() + interval '6 days' where id = $1", [id]);
  receiver.mails.length = 0;
  await warnRooms(fresh.services);
  await send();
  return receiver.mails.flatMap(({ to }) => to);
}

test("an address is used after the link of its mail was followed, and not before", async () => {
  const code = await codeOf();
  expect(receiver.mails.map(({ to }) => to)).toEqual([[OWN]]);
  expect(await readMailChoice(ines)).toMatchObject({
    ...{ plexAddress: PLEX, ownAddress: null },
    asked: { address: OWN, state: "sent", problem: null },
  });
  expect(await addressesOfWarning()).toEqual([PLEX]);
  expect(await readAddressLink(nobody, code)).toMatchObject({ state: "open", address: OWN });
  expect(await confirmAddress(nobody, code)).toEqual({ to: "c•••@example.org" });
  expect(await readMailChoice(ines)).toMatchObject({ ownAddress: OWN, asked: null });
  expect(await addressesOfWarning()).toEqual([OWN]);
  await removeAddress(ines);
  expect(await readMailChoice(ines)).toMatchObject({ ownAddress: null, plexAddress: PLEX });
  expect(await addressesOfWarning()).toEqual([PLEX]);
  const to = "c•••@example.org";
  expect(await log()).toEqual(
    ["person.ask-address", "person.confirm-address", "person.remove-address"].map((action) => ({
      ...{ who: "7", action, outcome: "done", code: null },
      detail: { to },
    })),
  );
});

test("an address of one's own is enough where Plex named none, and turns the mails on", async () => {
  await wantMail(sven, { isWanted: false });
  await confirmAddress(nobody, await codeOf(OWN, sven));
  expect(await readMailChoice(sven)).toMatchObject({ ownAddress: OWN, isWanted: true });
});

test("the mail contains nothing that the person could write to a stranger", async () => {
  await codeOf();
  const [text = "", html = ""] = decodedParts(receiver.mails[0]?.message ?? "")
    .split("\n----\n")
    .slice(1);
  for (const part of [text, html]) {
    expect(part).toContain(`${TEST_ORIGIN}/confirm-address?code=`);
    expect(part).toContain("localhost:4400");
    expect(part).not.toMatch(/Ines|canary/);
  }
});

test("of two clicks at once one confirms; used, replaced, late, altered and banned links do nothing", async () => {
  const code = await codeOf();
  const both = await Promise.allSettled([
    confirmAddress(nobody, code),
    confirmAddress(nobody, code),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(confirmAddress(nobody, code)).rejects.toMatchObject({
    ...{ code: "conflict", message: "This link was used already." },
  });
  const replaced = await codeOf("other@example.org");
  const late = await codeOf("late@example.org");
  const altered = late.slice(0, 20) + (late[20] === "A" ? "B" : "A") + late.slice(21);
  for (const wrong of [replaced, altered, "", "x"]) {
    expect(await readAddressLink(nobody, wrong)).toBeNull();
    await expect(confirmAddress(nobody, wrong)).rejects.toMatchObject({ code: "not_found" });
  }
  const refused = { code: "conflict", message: expect.stringContaining("has ended") };
  await query("update person set banned_at = now()");
  await expect(confirmAddress(nobody, late)).rejects.toMatchObject(refused);
  await query("update person set banned_at = null");
  await query("update address_request set ends_at = now()");
  expect(await readAddressLink(nobody, late)).toMatchObject({ state: "late" });
  await expect(confirmAddress(nobody, late)).rejects.toMatchObject(refused);
  expect(await readMailChoice(ines)).toMatchObject({ ownAddress: OWN, asked: null });
});

test.each([
  "",
  "no address",
  "a@b",
  "two@example.org, three@example.org",
  "a@example.org\r\nBcc: b@example.org",
  `${"a".repeat(250)}@example.org`,
])("%j is no address", async (address) => {
  await expect(ask(address)).rejects.toMatchObject({ code: "invalid_request" });
  expect(await query("select * from address_request")).toEqual([]);
});

test("one person, one network and one address get a few mails a day, also in another spelling", async () => {
  const tooMany = { code: "too_many_requests", message: expect.stringMatching(/in \d+ hours?\./) };
  for (let index = 0; index < LIMITS.addressMailsPerPersonMax; index += 1) {
    await ask(`address${index}@example.org`);
  }
  await expect(ask("one-more@example.org")).rejects.toMatchObject(tooMany);
  expect((await log()).at(-1)).toMatchObject({ outcome: "refused", code: "too_many_requests" });
  for (const spelling of ["a.victim", "A.Victim", "a.victim+1"]) {
    await ask(`${spelling}@example.org`, sven);
  }
  await expect(ask("a.victim+2@Example.org", person("9", "other", "owner"))).rejects.toMatchObject(
    tooMany,
  );
  await renewRates();
  await query(
    "insert into person (id, username, name) select 'p' || one, 'p', 'p' from generate_series(1, 30) one",
  );
  for (let index = 1; index <= LIMITS.addressMailsPerNetworkMax; index += 1) {
    await ask(`address${index}@example.org`, person(`p${index}`, "p", "owner"));
  }
  await expect(ask("address30@example.org", person("p30", "p", "owner"))).rejects.toMatchObject(
    tooMany,
  );
});

test("the counts of an address stay when the account is erased", async () => {
  for (let round = 0; round < LIMITS.addressMailsPerAddressMax; round += 1) {
    await query("insert into person (id, username, name) values ('9', 'x', 'x')");
    await ask("victim@example.org", person("9", "x", "owner"));
    await eraseAccount(person("9", "x", "owner"));
  }
  await query("insert into person (id, username, name) values ('9', 'x', 'x')");
  await expect(ask("victim@example.org", person("9", "x", "owner"))).rejects.toMatchObject({
    code: "too_many_requests",
  });
});

test("without a mail server nothing is asked, and a stored address can be removed", async () => {
  await confirmAddress(nobody, await codeOf());
  useTestEnv();
  await expect(ask()).rejects.toMatchObject({ code: "conflict" });
  expect(await readMailChoice(ines)).toMatchObject({ isServerSet: false, ownAddress: OWN });
  await removeAddress(ines);
  expect(await readMailChoice(ines)).toMatchObject({ ownAddress: null });
});

test("a refused address is said, a busy server is asked again, and a banned person's mail is not sent", async () => {
  receiver.refusals.push({ code: 550, at: "address" });
  await codeOf();
  expect(await readMailChoice(ines)).toMatchObject({
    asked: { state: "failed", problem: "The mail server refused the address (550)." },
  });
  receiver.refusals.push({ code: 451, at: "data" });
  await codeOf();
  expect(receiver.mails).toHaveLength(1);
  await ask(OWN, sven);
  await query("update person set banned_at = now() where id = '8'");
  await send();
  expect(receiver.mails).toHaveLength(1);
});

test("two instances send the mail once", async () => {
  const other = openServices(fresh.url, [TEST_SECRET]);
  await ask();
  await Promise.all([sendMails(fresh.services), sendMails(other)]);
  await other.close();
  expect(receiver.mails).toHaveLength(1);
});

test("the export has the address; erasing the account leaves it nowhere, also not masked", async () => {
  await confirmAddress(nobody, await codeOf());
  await addressesOfWarning();
  await ask("canary-second@example.org");
  expect(JSON.stringify(await exportAccount(ines))).toMatch(/canary-own.*canary-second/);
  expect(JSON.stringify(await exportAccount(sven))).not.toContain("canary");
  const masked = () =>
    query("select count(*)::int from audit_entry where detail::text like '%•••%'");
  expect(await masked()).not.toEqual([{ count: 0 }]);
  // The log names no whole address, also while the account exists.
  expect(await query("select 1 from audit_entry where detail::text like '%canary%'")).toEqual([]);
  await eraseAccount(ines);
  expect(await masked()).toEqual([{ count: 0 }]);
  const tables = await query(
    "select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'",
  );
  for (const { name } of tables) {
    const found = await query(
      `select 1 from "${name}" row where to_jsonb(row)::text like '%canary%'`,
    );
    expect([name, found]).toEqual([name, []]);
  }
});

test("the forms: a page is returned to, a GET of the link changes nothing, and another site cannot confirm", async () => {
  const { cookie } = await signInAs("7");
  const form = (path: string, fields: Record<string, string>, headers = {}) =>
    new Request(`${TEST_ORIGIN}/api/dashboard/${path}`, {
      method: "POST",
      body: new URLSearchParams(fields).toString(),
      headers: {
        ...{ "content-type": "application/x-www-form-urlencoded", origin: TEST_ORIGIN },
        ...headers,
      },
    });
  const asked = await askRoute(
    form("account/address", { address: OWN, returnTo: "/account#mail" }, { cookie }),
  );
  expect([asked.status, asked.headers.get("location")]).toEqual([303, "/account#mail"]);
  await send();
  const message = receiver.mails.at(-1)?.message ?? "";
  const code = /confirm-address\?code=(\S+)/.exec(decodedParts(message))?.[1] ?? "";
  const evil = form("confirm-address", { code }, { origin: "https://evil.example" });
  expect((await confirmRoute(evil)).status).not.toBe(303);
  expect(await readAddressLink(nobody, code)).toMatchObject({ state: "open" });
  expect((await confirmRoute(form("confirm-address", { code }))).status).toBe(303);
  expect(await readMailChoice(ines)).toMatchObject({ ownAddress: OWN });
  expect((await removeRoute(form("account/address/remove", {}, { cookie }))).status).toBe(303);
  expect(await readMailChoice(ines)).toMatchObject({ ownAddress: null });
});
