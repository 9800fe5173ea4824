import type { Browser, Page } from "@playwright/test";
import { addDays, endOfDay, localTime, startOfDay } from "@/lib/core/calendar";
import { expect, test } from "./fixtures";

const LOS_ANGELES = "America/Los_Angeles";
const KOLKATA = "Asia/Kolkata";
/** Each project has its own account, because the zone is stored in the account. */
const OWNERS: Record<string, { creatorPlexUserId: number; creatorPlexUsername: string }> = {
  desktop: { creatorPlexUserId: 90210016, creatorPlexUsername: "balcony" },
  phone: { creatorPlexUserId: 90210017, creatorPlexUsername: "garden" },
};

/** The time at which the room expires: as an instant, and as the page shows it. */
async function leavesAt(page: Page): Promise<{ at: number; text: string }> {
  const time = page.locator("#expiry time");
  const at = Date.parse((await time.getAttribute("datetime")) ?? "");
  return { at, text: (await time.textContent()) ?? "" };
}

test("a room is kept to the end of its last day in the person's zone, and each browser shows its own time", async ({
  browser,
  contextOptions,
  baseURL,
  signIn,
  gameServer,
}, { project }) => {
  const owner = OWNERS[project.name] ?? OWNERS.desktop;
  const roomName = `last day ${project.name}`;
  await gameServer.saveRoom({ ...owner, roomName });
  const open = async (from: Browser, timezoneId: string, more = {}) =>
    (await from.newContext({ ...contextOptions, baseURL, timezoneId, ...more })).newPage();

  const home = await open(browser, LOS_ANGELES);
  await signIn(owner?.creatorPlexUsername ?? "", home);
  await home.goto(`/rooms?${new URLSearchParams({ q: roomName })}`);
  const address = await home
    .locator("#main")
    .getByRole("link", { name: roomName })
    .first()
    .getAttribute("href");
  await home.goto(`${address}#date`);
  const dialog = home.getByRole("dialog", { name: "On which day does it leave?" });
  await expect(dialog.getByText("to the end of that day, Los Angeles time")).toBeVisible();
  const day = addDays(localTime(LOS_ANGELES, Date.now()).day, 20);
  await dialog.getByLabel("Last day").fill(day);
  await dialog.getByRole("button", { name: "Pick this date" }).click();
  await expect(home.getByText(/stays until .*, 23:59 Los Angeles time\./)).toBeVisible();
  await home.goto(`${address}/stay`);
  const end = endOfDay(LOS_ANGELES, day);
  expect(Math.abs((await leavesAt(home)).at - end)).toBeLessThan(1000);
  expect((await leavesAt(home)).text).toContain(
    new Intl.DateTimeFormat("en-GB", {
      day: "numeric",
      month: "long",
      timeZone: LOS_ANGELES,
    }).format(end),
  );

  // The same account in a browser without scripts far away: the account's zone applies.
  const storageState = await home.context().storageState();
  const session = storageState.cookies.filter(({ name }) => name.endsWith("_session"));
  const far = { storageState: { cookies: session, origins: [] } };
  const plain = await open(browser, KOLKATA, { ...far, javaScriptEnabled: false });
  await plain.goto("/account");
  await expect(plain.getByText("Times are shown in Los Angeles time.")).toBeVisible();

  // A browser with scripts sends its own zone and shows the same instant as a time of the next day.
  const away = await open(browser, KOLKATA, far);
  await away.goto("/account");
  await expect(away.getByText("Times are shown in Kolkata time.")).toBeVisible();
  await away.goto(`${address}/stay`);
  const there = await leavesAt(away);
  expect(Math.abs(there.at - end)).toBeLessThan(1000);
  expect(localTime(KOLKATA, there.at).day).toBe(addDays(day, 1));
  expect(startOfDay(KOLKATA, addDays(day, 1))).toBeLessThan(end);
  await expect(away.locator("#expiry time")).toHaveAttribute("title", /Kolkata time$/);

  // Without scripts a zone can be chosen, and it then applies in every browser.
  await plain.goto("/account");
  await plain.getByLabel("Show times in").selectOption("Europe/Berlin");
  await plain.locator("#zone").getByRole("button", { name: "Save" }).click();
  await expect(plain.getByText("Times are shown in Berlin time, in every browser.")).toBeVisible();
  await home.goto("/account");
  await expect(home.getByText("Times are shown in Berlin time, in every browser.")).toBeVisible();
  await home.getByLabel("Show times in").selectOption({ label: "the time of each browser" });
  await home.locator("#zone").getByRole("button", { name: "Save" }).click();
  await expect(home.getByText("Times are shown in Los Angeles time.")).toBeVisible();
  for (const page of [home, plain, away]) await page.context().close();
  await gameServer.deleteRoom(roomName);
});
