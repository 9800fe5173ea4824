import { expect, test } from "./fixtures";

/**
 * A browser of a test cannot subscribe, so its own tools hand the message to the worker. The way from the server to a push service is in
 * lib/warnings/pushes.test.ts.
 */
test("the account says whether this browser can get push messages, and its worker shows one", async ({
  page,
  context,
  signIn,
  withoutScripts,
  baseURL,
  checkAccessibility,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/does not support the Push API in incognito mode/);
  const origin = baseURL ?? "";
  await signIn("mara_k");
  await context.grantPermissions(["notifications"], { origin });
  await page.goto("/account");
  const section = page.locator("section#push");
  await expect(section.getByText("This browser gets no push messages.")).toBeVisible();
  await section.getByRole("button", { name: "Turn on in this browser" }).click();
  // Browsers without a profile get no address of a push service.
  await expect(section.getByText(/push service could not be reached/)).toBeVisible();
  await checkAccessibility();

  // The worker is registered by then, under the policy of the page.
  const tools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    tools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [own] = registrations.filter(({ scopeURL }) => scopeURL.startsWith(origin));
      if (own) resolve(own.registrationId);
    });
  });
  await tools.send("ServiceWorker.enable");
  const registrationId = await registered;
  const message = { title: "“film club” leaves on Sunday", body: "Sunday, 20:18", path: "/trash" };
  const data = JSON.stringify(message);
  await tools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  const shown = () =>
    page.evaluate(async () => {
      const list = await (await navigator.serviceWorker.ready).getNotifications();
      return list.map(({ title, body, data }) => ({ title, body, path: data.path }));
    });
  await expect.poll(shown).toEqual([message]);

  const plain = await withoutScripts();
  await plain.goto("/account");
  await expect(plain.getByText(/That needs scripts/)).toBeVisible();
});
