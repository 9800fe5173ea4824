import { afterEach, expect, test } from "vitest";
import { useEnv as provideSettings, readEnv } from "@/lib/wire/env";
import { securityText } from "./security-text";

afterEach(() => provideSettings(undefined));

function withContact(contact: string | undefined): void {
  provideSettings(readEnv({ PUBLIC_URL: "https://rooms.example.org", SECURITY_CONTACT: contact }));
}

test("has the contact, the end of its validity, and its own address", async () => {
  withContact("mailto:security@example.org");
  const reply = securityText();
  const text = await reply.text();
  expect([reply.status, reply.headers.get("content-type")]).toEqual([
    200,
    "text/plain; charset=utf-8",
  ]);
  expect(text).toContain("Contact: mailto:security@example.org\n");
  expect(text).toContain("Canonical: https://rooms.example.org/.well-known/security.txt\n");
  const expires = Date.parse(/Expires: (\S+)/.exec(text)?.[1] ?? "");
  expect(expires).toBeGreaterThan(Date.now());
});

test("does not exist without a contact", () => {
  withContact(undefined);
  expect(securityText().status).toBe(404);
});

test.each(["security@example.org", "http://example.org", "mailto:", "tel:1\nContact: x"])(
  "the contact %j is refused at the start",
  (contact) => {
    expect(() => withContact(contact)).toThrow("SECURITY_CONTACT");
  },
);
