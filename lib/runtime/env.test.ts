import { expect, test } from "vitest";
import { readEnv } from "./env";

const NOWHERE = { DATA_DIR: "/nonexistent" };
const LONG = "a-secret-of-at-least-32-characters";

function refusal(variables: Record<string, string>): string {
  try {
    readEnv({ ...NOWHERE, ...variables });
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

test.each([
  ["https://rooms.example.org", "https://rooms.example.org"],
  ["https://rooms.example.org/", "https://rooms.example.org"],
  ["https://Rooms.Example.org:443", "https://rooms.example.org"],
  ["http://192.168.1.20:3000", "http://192.168.1.20:3000"],
  ["http://[fd00::20]:3000", "http://[fd00::20]:3000"],
])("PUBLIC_URL may be %s", (given, origin) => {
  const { publicUrl, hasPublicUrl } = readEnv({ ...NOWHERE, PUBLIC_URL: given });
  expect([publicUrl, hasPublicUrl]).toEqual([origin, true]);
});

test("without PUBLIC_URL the address is this machine's own, and hasPublicUrl is false", () => {
  const { publicUrl, hasPublicUrl } = readEnv({ ...NOWHERE, PORT: "3210" });
  expect([publicUrl, hasPublicUrl]).toEqual(["http://localhost:3210", false]);
});

test.each([
  ["no scheme", "rooms.lan:3335", "does not begin with http:// or https://"],
  ["a name alone", "rooms.lan", "does not begin with http:// or https://"],
  ["another scheme", "ftp://rooms.example.org", "begins with ftp:// instead of"],
  ["a path", "http://localhost:3335/rooms", "has a path (/rooms)"],
  ["a user name", "https://me@rooms.example.org", "contains a user name"],
  ["a password", "https://me:hush@rooms.example.org", "contains a user name or a password"],
  ["a query", "https://rooms.example.org/?a=b", "contains a query"],
  ["an empty query", "https://rooms.example.org/?", "contains a query"],
  ["a fragment", "https://rooms.example.org/#x", "contains a fragment"],
  ["an invalid host", "https://[::1", "is not an address"],
  ["an invalid port", "https://rooms.example.org:99999", "is not an address"],
  ["a host with odd characters", "https://a;b", "has no host"],
  ["no host", "https://", "is not an address"],
])(
  "a PUBLIC_URL with %s is refused with one sentence that names the problem",
  (_name, given, expected) => {
    const said = refusal({ PUBLIC_URL: given });
    expect(said).toMatch(/^A setting is wrong\. PUBLIC_URL: /);
    expect(said).toContain(expected);
    expect(said).not.toContain("TypeError");
  },
);

test.each([
  ["one short one", "hunter2"],
  ["a short one behind a long one", `${LONG},hunter2`],
  ["a short one before a long one", `hunter2,${LONG}`],
])("ROOMKEEPER_SECRET with %s is refused, and not shown", (_name, given) => {
  const said = refusal({ ROOMKEEPER_SECRET: given });
  expect(said).toContain("ROOMKEEPER_SECRET");
  expect(said).toContain("at least 32 characters");
  expect(said).not.toContain("hunter2");
});

test("ROOMKEEPER_SECRET may be a list, newest first", () => {
  const { secrets } = readEnv({ ...NOWHERE, ROOMKEEPER_SECRET: `${LONG}-new, ${LONG}-old` });
  expect(secrets).toEqual([`${LONG}-new`, `${LONG}-old`]);
});

test("POSTER_ORIGINS must be https origins; the default is none", () => {
  expect(readEnv(NOWHERE).posterOrigins).toEqual([]);
  const given = "https://image.tmdb.org, https://posters.example.org:8443/";
  expect(readEnv({ ...NOWHERE, POSTER_ORIGINS: given }).posterOrigins).toEqual([
    "https://image.tmdb.org",
    "https://posters.example.org:8443",
  ]);
  for (const wrong of ["http://posters.lan", "*", "https://a.example/b", "https://*"]) {
    expect(refusal({ POSTER_ORIGINS: wrong })).toContain("POSTER_ORIGINS");
  }
});

test.each([
  ["smtp://user:canary@mail.example.org:587", "smtp://user:canary@mail.example.org:587"],
  ["smtps://mail.example.org", "smtps://mail.example.org"],
])("SMTP_URL may be %s", (given, url) => {
  const from = "Roomkeeper <rooms@example.org>";
  const more = { PUBLIC_URL: "https://rooms.example.org", SMTP_FROM: from };
  expect(readEnv({ ...NOWHERE, ...more, SMTP_URL: given }).smtp).toEqual({ url, from });
  expect(readEnv({ ...NOWHERE, ...more }).smtp).toBeUndefined();
});

test.each([
  [
    "another scheme",
    { SMTP_URL: "https://u:canary@x" },
    "SMTP_URL: it must be smtp:// or smtps://",
  ],
  ["no host", { SMTP_URL: "smtp://" }, "SMTP_URL: it must be smtp:// or smtps://"],
  [
    "no sender",
    { SMTP_URL: "smtp://u:canary@x", PUBLIC_URL: "https://x.org" },
    "needs SMTP_FROM too",
  ],
  ["no address", { SMTP_URL: "smtp://u:canary@x", SMTP_FROM: "a@x.org" }, "needs PUBLIC_URL too"],
  [
    "a sender without @",
    { SMTP_URL: "smtp://x", SMTP_FROM: "me" },
    "SMTP_FROM: it must be an address",
  ],
])("SMTP settings are refused with %s, without their value", (_, given, said) => {
  const refused = refusal(given);
  expect(refused).toContain(said);
  expect(refused).not.toContain("canary");
});
