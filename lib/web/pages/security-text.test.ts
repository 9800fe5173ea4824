import { afterEach, expect, test } from "vitest";
import { useEnv as provideSettings, readEnv } from "@/lib/runtime/env";
import { securityText } from "./security-text";

afterEach(() => provideSettings(undefined));

function withContact(contact: string | undefined, publicUrl?: string): void {
  provideSettings(
    readEnv({ DATA_DIR: "/nonexistent", PUBLIC_URL: publicUrl, SECURITY_CONTACT: contact }),
  );
}

function askAt(host: string): Response {
  const headers = { host };
  return securityText(new Request(`http://${host}/.well-known/security.txt`, { headers }));
}

test("has the contact, an expiry date, and its own address", async () => {
  withContact("mailto:security@example.org", "https://rooms.example.org");
  const reply = askAt("192.168.1.20:3000");
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

test("without PUBLIC_URL its own address is that of the request", async () => {
  withContact("mailto:security@example.org");
  const text = await askAt("192.168.1.20:3000").text();
  expect(text).toContain("Canonical: http://192.168.1.20:3000/.well-known/security.txt\n");
});

test("does not exist without a contact", () => {
  withContact(undefined);
  expect(askAt("localhost:3000").status).toBe(404);
});

test.each(["security@example.org", "http://example.org", "mailto:", "tel:1\nContact: x"])(
  "the contact %j is refused at the start",
  (contact) => {
    expect(() => withContact(contact)).toThrow("SECURITY_CONTACT");
  },
);
