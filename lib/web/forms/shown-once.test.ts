import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useEnv } from "@/lib/runtime/env";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { createToken } from "@/lib/tokens/create-token";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { rotateToken } from "@/lib/tokens/rotate-token";
import { type Viewer, viewerOf } from "@/lib/web/pages/viewer";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";
import { rotateWebhookSecret } from "@/lib/webhooks/rotate-webhook-secret";
import type { Visit } from "./handle-form";
import { readShownSecret, shownSecretCookie } from "./shown-secret";
import { readShownToken, shownTokenCookie } from "./shown-token";

/** The Cookie header for the page being rendered; Next would read it from the request. */
let cookie = "";
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ cookie, host: "localhost:4400" }),
}));

let fresh: Awaited<ReturnType<typeof freshServices>>;
let session = "";
let viewer: Viewer | null;

beforeAll(async () => {
  useTestEnv();
  fresh = await freshServices();
  session = (await signInAs("1", { role: "admin" })).cookie;
  viewer = await viewerOf(session);
});
afterAll(async () => {
  useEnv(undefined);
  await fresh.close();
});

/** Sends a form and stores the cookies of the reply for the next page. */
function visit(): Visit {
  const request = new Request("http://localhost:4400/", { headers: { cookie: session } });
  return { request, viewer, timeZone: "UTC", returnTo: "/" };
}

function carry(setCookie: string): void {
  cookie = `${session}; ${setCookie.split(";")[0]}`;
}

async function shownAfterMaking() {
  const label = "Kitchen";
  const made = await createToken(SETUP, { spaceId: fresh.spaceId, label, scopes: ["rooms:read"] });
  carry(shownTokenCookie(visit(), { token: made.token, label, spaceName: "movies" }));
  expect(await readShownToken()).toMatchObject({ token: made.token });
  return made;
}

test("a new token is shown until it is revoked, rotated or has expired", async () => {
  const revoked = await shownAfterMaking();
  await revokeToken(SETUP, { id: revoked.id });
  expect(await readShownToken()).toBeNull();

  const rotated = await shownAfterMaking();
  const next = await rotateToken(SETUP, { id: rotated.id, overlapSeconds: 3600 });
  expect(await readShownToken()).toBeNull();
  carry(shownTokenCookie(visit(), { token: next.token, label: "Kitchen", spaceName: "movies" }));
  expect(await readShownToken()).toMatchObject({ token: next.token });
  await revokeToken(SETUP, { id: next.id });
  expect(await readShownToken()).toBeNull();

  const expired = await shownAfterMaking();
  await fresh.services.pool.query("update token set expires_at = now() where id = $1", [
    expired.id,
  ]);
  expect(await readShownToken()).toBeNull();
});

test("a webhook's secret is shown until it is rotated or the webhook is deleted", async () => {
  const input = { spaceId: fresh.spaceId, url: "https://93.184.216.34/hook", eventTypes: [] };
  const made = await createWebhook(SETUP, { ...input, allowPrivate: false });
  const show = (id: string, secret: string) =>
    carry(shownSecretCookie(visit(), { id, secret, host: "93.184.216.34", isRotated: false }));
  show(made.id, made.secret);
  expect(await readShownSecret()).toMatchObject({ secret: made.secret });
  const rotated = await rotateWebhookSecret(SETUP, { id: made.id });
  expect(await readShownSecret()).toBeNull();
  show(made.id, rotated.secret);
  expect(await readShownSecret()).toMatchObject({ secret: rotated.secret });
  await deleteWebhook(SETUP, { id: made.id });
  expect(await readShownSecret()).toBeNull();
});
