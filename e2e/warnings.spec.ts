import { addDays, localTime } from "@/lib/core/calendar";
import { expect, test } from "./fixtures";

/** Each project has its own account, because the badge counts all rooms of an account. */
const OWNERS: Record<string, { creatorPlexUserId: number; creatorPlexUsername: string }> = {
  desktop: { creatorPlexUserId: 90210016, creatorPlexUsername: "balcony" },
  phone: { creatorPlexUserId: 90210017, creatorPlexUsername: "garden" },
};

test("a room that leaves soon is announced, its owner is told by a badge and in the overview, and the history says so", async ({
  page,
  adminPage,
  signIn,
  gameServer,
  checkAccessibility,
}, { project }) => {
  const owner = OWNERS[project.name] ?? OWNERS.desktop;
  const roomName = `leaving soon ${project.name}`;
  await gameServer.saveRoom({ ...owner, roomName });
  await signIn(owner?.creatorPlexUsername ?? "");
  await page.goto(`/rooms?${new URLSearchParams({ q: roomName })}`);
  const address = await page
    .locator("#main")
    .getByRole("link", { name: roomName })
    .first()
    .getAttribute("href");
  await page.goto(`${address}#date`);
  const dialog = page.getByRole("dialog", { name: "On which day does it leave?" });
  await dialog.getByLabel("Last day").fill(addDays(localTime("UTC", Date.now()).day, 2));
  await dialog.getByRole("button", { name: "Pick this date" }).click();
  await expect(page.getByText(/stays until/)).toBeVisible();

  await adminPage.goto("/admin/jobs");
  const warnings = adminPage.locator("section", {
    has: adminPage.getByRole("heading", { name: "Warnings" }),
  });
  await warnings.getByRole("button", { name: "Run now" }).click();
  await expect(adminPage.getByText(/announced to leave\.|No room was due\./)).toBeVisible();

  await page.goto(`${address}/stay`);
  await expect(page.getByText("Its game server was told by an event on")).toBeVisible();
  await page.goto("/");
  const overview = page.getByRole("link", { name: /^Overview ?, \d+ of your rooms leaves? soon$/ });
  await expect(overview.filter({ visible: true })).toBeVisible();
  await expect(page.locator("#main").getByText(roomName).first()).toBeVisible();
  await checkAccessibility();

  await page.goto(`${address}/stay`);
  await expect(page.getByText("Its owner saw it in the overview on")).toBeVisible();
  await page.goto(`${address}/activity`);
  await expect(page.getByText(/announced that it leaves on/)).toBeVisible();
  await expect(page.getByText(/You saw in the overview that it leaves on/)).toBeVisible();
});
