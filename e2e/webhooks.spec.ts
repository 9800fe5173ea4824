import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { expect, test } from "./fixtures";

/** A receiver on this machine that verifies the messages. */
async function startReceiver() {
  const received: { headers: Record<string, string>; body: string }[] = [];
  let status = 204;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(status).end(status === 204 ? undefined : "closed for tonight");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    received,
    answer: (wanted: number) => {
      status = wanted;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test("an admin makes a webhook, sees what it answered, and sends a message again", async ({
  adminPage: page,
  gameServer,
  checkAccessibility,
}, info) => {
  const receiver = await startReceiver();
  const { host, received } = receiver;
  const toast = page.locator("[role=status]", { hasText: /\w/ });
  await page.goto("/admin/webhooks");
  await checkAccessibility(page);
  await page.getByRole("link", { name: "New webhook" }).first().click();
  const dialog = page.getByRole("dialog", { name: "A new webhook" });
  await dialog.getByLabel("Address").fill(`http://${host}/hook`);
  await checkAccessibility(page);
  await dialog.getByRole("button", { name: "Make the webhook" }).click();
  await expect(toast.first()).toContainText("is this machine itself");
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("alert")).toContainText("Tick the box");
  await expect(dialog.getByLabel("Address")).toHaveValue(`http://${host}/hook`);
  await checkAccessibility(page);

  await dialog.getByLabel("Space").selectOption("moviematch");
  await dialog.getByLabel("This is in my own network").check();
  await dialog.getByLabel("Deleted").check();
  await dialog.getByLabel("Opened").check();
  await dialog.getByRole("button", { name: "Make the webhook" }).click();
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
  expect(secret).toMatch(/^whsec_/);
  await checkAccessibility(page);
  await page.getByRole("button", { name: "I have copied it, hide it" }).click();
  await expect(page.getByLabel("Secret", { exact: true })).toHaveCount(0);
  expect(await page.content()).not.toContain(secret);

  await page.getByRole("link", { name: host }).click();
  await expect(page.getByRole("heading", { name: host })).toBeVisible();
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(toast.first()).toContainText("the address answered 204");
  // Other stories open and delete rooms in this space as well.
  const about = (text: string) => received.filter(({ body }) => body.includes(text));
  const [{ headers, body } = { headers: {}, body: "" }] = about("webhook.test");
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: "webhook.test" });

  receiver.answer(500);
  const roomName = `told of ${info.project.name}`;
  await gameServer.saveRoom({ roomName });
  await expect.poll(() => about(roomName).length).toBeGreaterThan(0);
  receiver.answer(204);
  const line = page.getByRole("listitem").filter({ hasText: roomName });
  await expect(async () => {
    await page.reload();
    await expect(line).toContainText("500", { timeout: 1_000 });
  }).toPass();
  await line.getByText("room.created").click();
  await expect(line.getByText("closed for tonight").first()).toBeVisible();
  await checkAccessibility(page);
  await line.getByRole("button", { name: /Send it (now|again)/ }).click();
  await expect(async () => {
    await page.goto(`${page.url().split("?")[0]}?state=delivered`);
    await expect(line).toContainText("Delivered", { timeout: 1_000 });
  }).toPass();
  expect(new Set(about(roomName).map(({ headers: sent }) => sent["webhook-id"])).size).toBe(1);

  // The field offers the time when the webhook was made.
  await expect(page.getByLabel("Since (UTC)")).toHaveValue(/^\d{4}-/);
  const before = about(roomName).length;
  await page.getByRole("button", { name: "Count them" }).click();
  await expect(page.getByText(/\d messages? since/)).toBeVisible();
  await checkAccessibility(page);
  await page
    .getByRole("button", { name: /Send (it|them all) again/ })
    .last()
    .click();
  await expect(toast.first()).toContainText("sent again");
  await expect.poll(() => about(roomName).length).toBeGreaterThan(before);

  await page.getByRole("button", { name: "Turn off" }).click();
  await expect(toast.first()).toContainText("is off");
  await page.getByRole("link", { name: "Turn on" }).click();
  await checkAccessibility(page);
  await page.getByRole("button", { name: "With what it missed" }).click();
  await expect(toast.first()).toContainText("is on");
  await page.getByRole("link", { name: "Rotate the secret" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate it" }).click();
  expect(await page.getByLabel("Secret", { exact: true }).inputValue()).not.toBe(secret);
  await page.getByRole("button", { name: "I have copied it, hide it" }).click();

  await page.getByLabel(`What to do about ${host}`).click();
  await page.getByRole("link", { name: "Delete", exact: true }).click();
  const question = page.getByRole("dialog", { name: /Delete the webhook/ });
  await question.getByRole("button", { name: "Delete it" }).click();
  await expect(toast.first()).toContainText("is deleted");
  await expect(page.getByRole("link", { name: host })).toHaveCount(0);
  await gameServer.deleteRoom(roomName);
  await receiver.close();
});

test("the docs page for receivers is public", async ({ page, checkAccessibility }) => {
  await page.goto("/docs/webhooks");
  await expect(page.getByRole("heading", { name: "Webhooks", exact: true })).toBeVisible();
  await expect(page.getByRole("row", { name: "8 14 h 31 h 35 min" })).toBeVisible();
  await checkAccessibility();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
});
