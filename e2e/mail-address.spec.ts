import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { decodedParts, type MailReceiver, openMailReceiver } from "@/lib/testing/mail-receiver";
import { type AppProcess, startAppProcess } from "./app-process";
import { expect, test } from "./fixtures";
import { type PlexStandIn, startPlexStandIn } from "./plex-stand-in/start";

/** An app of its own with a real mail server, because the others send no mail. */
let app: AppProcess | undefined;
let plex: PlexStandIn | undefined;
let receiver: MailReceiver;
let dataDir: string;
let origin: string;

test.beforeAll(async () => {
  test.skip(test.info().project.name !== "phone", "this story happens on a phone");
  dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-mail-"));
  receiver = await openMailReceiver();
  plex = await startPlexStandIn();
  const port = await freePort(0, "127.0.0.1");
  origin = `http://localhost:${port}`;
  app = startAppProcess({
    ...{ PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: origin },
    ...{ PLEX_API_URL: plex.apiUrl, PLEX_AUTH_URL: plex.authUrl },
    ...{ SMTP_URL: receiver.url, SMTP_FROM: "Roomkeeper <rooms@example.org>" },
  });
  await app.opened();
});
test.afterAll(async () => {
  await app?.stop();
  await plex?.stop();
  await receiver?.close();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

test("somebody gives a mail address of their own on the phone, confirms it by the mail's link, and removes it", async ({
  page,
  browser,
  contextOptions,
  checkAccessibility,
}) => {
  await page.goto(`${origin}/sign-in?returnTo=/account`);
  await page.getByRole("link", { name: "Continue with Plex" }).click();
  await page.getByRole("button", { name: "mara_k", exact: true }).click();
  await expect(page).toHaveURL(`${origin}/account`);
  const section = page.locator("section#mail");
  await section.getByRole("textbox").fill("mara@example.org");
  await section.getByRole("button", { name: "Send the link" }).click();
  await expect(section.getByText(/A mail with a link.* mara@example.org/)).toBeVisible();
  await checkAccessibility();

  await expect.poll(() => receiver.mails.length, { timeout: 60_000 }).toBe(1);
  const [{ to, message } = { to: [], message: "" }] = receiver.mails;
  expect(to).toEqual(["mara@example.org"]);
  const link = /http:\/\/localhost:\d+\/confirm-address\?code=\S+/.exec(decodedParts(message))?.[0];
  // The mail is opened in another browser, without a session. Opening alone changes nothing.
  const elsewhere = await browser.newContext(contextOptions);
  const mailPage = await elsewhere.newPage();
  await mailPage.goto(link ?? "");
  await expect(mailPage.getByText("m•••@example.org")).toBeVisible();
  await page.reload();
  await expect(section.getByText(/was sent to mara@example.org/)).toBeVisible();
  await checkAccessibility(mailPage);
  await mailPage.getByRole("button", { name: "Confirm the address" }).click();
  await expect(mailPage.getByRole("heading", { name: "The address is confirmed" })).toBeVisible();
  await checkAccessibility(mailPage);
  await elsewhere.close();

  await page.reload();
  await expect(
    section.getByText(
      "You are also told by e-mail, at mara@example.org, the address that you gave.",
    ),
  ).toBeVisible();
  await section.getByRole("button", { name: "Remove my own address" }).click();
  await expect(section.getByText("mara@example.org")).toHaveCount(0);
});
