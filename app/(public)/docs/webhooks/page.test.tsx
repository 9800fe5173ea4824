import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { MESSAGE, RECEIVER } from "@/components/docs/topics/webhook-samples";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { eventSchema } from "@/lib/events/event-schema";
import { openPage } from "@/lib/testing/open-page";
import WebhookDocsPage from "./page";

it("shows the message, the table of attempts and the limits with their real values", async () => {
  const page = (await openPage(WebhookDocsPage, {})).text.replaceAll("&quot;", '"');
  for (const place of ["message", "verify", "attempts", "off", "reach"]) {
    expect(page).toContain(`id="${place}"`);
  }
  const cells = [...page.matchAll(/<t[hd](?: scope="row")?>([^<]*)</g)].map(([, text]) => text);
  expect(cells.slice(0, 24)).toEqual([
    ...["1", "at once", ""],
    ...["2", "5 s", "5 s"],
    ...["3", "5 min", "5 min"],
    ...["4", "30 min", "35 min"],
    ...["5", "2 h", "2 h 35 min"],
    ...["6", "5 h", "7 h 35 min"],
    ...["7", "10 h", "17 h 35 min"],
    ...["8", "14 h", "31 h 35 min"],
  ]);
  expect(page).toContain("64 KB");
  expect(eventSchema.parse(MESSAGE.data)).toEqual(MESSAGE.data);
});

it("shows a receiver that works unchanged", async () => {
  // Below the root of the project, so that it finds its package.
  await mkdir(".cache", { recursive: true });
  const folder = await mkdtemp(path.resolve(".cache", "docs-"));
  const port = await freePort(0, "127.0.0.1");
  const file = path.join(folder, "receiver.mjs");
  await writeFile(file, RECEIVER);
  const secret = `whsec_${Buffer.from("a secret of thirty-two bytes ...").toString("base64")}`;
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) },
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  try {
    const body = JSON.stringify(MESSAGE);
    const now = new Date();
    const send = (signature: string) =>
      fetch(`http://127.0.0.1:${port}/`, {
        method: "POST",
        body,
        headers: {
          "webhook-id": "msg_1",
          "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
          "webhook-signature": signature,
        },
      }).then(
        ({ status }) => status,
        () => 0,
      );
    const signature = new Webhook(secret).sign("msg_1", now, body);
    await expect.poll(() => send(signature)).toBe(204);
    expect(await send(`v1,bm8= ${signature}`)).toBe(204);
    expect(await send("v1,bm8=")).toBe(401);
    await expect.poll(() => said).toBe("room.deleted movie night!\n");
  } finally {
    child.kill();
    await rm(folder, { recursive: true });
  }
});
