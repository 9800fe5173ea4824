import { mkdtemp, rm } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { type AppProcess, startAppProcess } from "./app-process";

/** Opens the demo from a phone on the same network. On the phone, localhost is the phone itself. */
test.describe.configure({ mode: "serial" });

const own = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .find(({ family, internal }) => family === "IPv4" && !internal);
const MACHINE = own?.address ?? "127.0.0.2";

let app: AppProcess | undefined;
let dataDir: string;
let origin: string;

test.beforeAll(async () => {
  test.skip(test.info().project.name !== "phone", "this test is about phones");
  dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-demo-"));
  const port = await freePort(0, "0.0.0.0");
  app = startAppProcess({ PORT: String(port), DATA_DIR: dataDir }, [
    process.execPath,
    "scripts/start.mjs",
    "--demo",
  ]);
  await app.opened();
  origin = `http://${MACHINE}:${port}`;
});
test.afterAll(async () => {
  await app?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

const phone = test.extend<{ there: Page }>({
  there: async ({ playwright, launchOptions, contextOptions, viewport, userAgent }, use) => {
    const args = [...(launchOptions.args ?? []), "--host-resolver-rules=MAP localhost ~NOTFOUND"];
    const browser = await playwright.chromium.launch({ ...launchOptions, args });
    const context = await browser.newContext({ ...contextOptions, viewport, userAgent });
    await use(await context.newPage());
    await browser.close();
  },
});

phone(
  "Plex redirects back to the address that was opened, and the session works there",
  async ({ there }) => {
    await there.goto(`${origin}/rooms`);
    await there.getByRole("link", { name: "Continue with Plex" }).click();
    await expect(there).toHaveURL((url) => url.hostname === MACHINE && url.origin !== origin);
    await there.getByRole("button", { name: "mara_k" }).click();
    await expect(there).toHaveURL(`${origin}/rooms`);
    await there.reload();
    await expect(there.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(there).toHaveURL(`${origin}/rooms`);
  },
);

phone("the console's link works at that address, and the admin locks a room", async ({ there }) => {
  const printed = /http:\/\/localhost:\d+(\/sign-in\/link\?code=\S+)/.exec(app?.stdout() ?? "");
  expect(app?.stdout()).toContain("Roomkeeper is open at http://localhost:");
  if (own) expect(app?.stdout()).toContain(`On this network:      ${origin}`);
  await there.goto(`${origin}${printed?.[1]}`);
  await there.getByRole("button", { name: "Sign in" }).click();
  await expect(there).toHaveURL(`${origin}/`);
  await there.goto(`${origin}/rooms?whose=everyone`);
  const room = there.locator('a[href^="/rooms/rm_"]').first();
  await there.goto(`${origin}${await room.getAttribute("href")}/settings`);
  await there.locator("#main").getByRole("link", { name: "Lock", exact: true }).last().click();
  await there
    .getByRole("dialog", { name: /^Lock/ })
    .getByLabel(/^Reason/)
    .fill("Too loud for the neighbours.");
  await there.getByRole("button", { name: "Lock the room" }).click();
  await expect(there.getByText("Too loud for the neighbours.").first()).toBeVisible();
  await there.reload();
  await expect(there.getByText("Too loud for the neighbours.").first()).toBeVisible();
});

phone("an unknown host name gets a page that says what to set", async ({ there }) => {
  const reply = await there.request.get(`${origin}/sign-in`, { headers: { host: "rooms.lan" } });
  expect(await reply.text()).toContain("PUBLIC_URL");
});
