import { expectedRooms, recordedRooms } from "@/lib/testing/recorded-moviematch";
import { expect, test } from "./fixtures";

/** Creators of recorded rooms for whom no other story opens rooms, so that their figures stay those of the recording. */
const creators = ["tomasz", "j.okafor", "oldtimer", "Zoë"];
const rooms = expectedRooms().filter((room) => creators.includes(room.creator));

function total(creator: string, of: "ratings" | "matchCount"): number {
  return rooms.filter((room) => room.creator === creator).reduce((sum, room) => sum + room[of], 0);
}

test.beforeAll(async ({ gameServer }) => {
  for (const room of recordedRooms())
    if (creators.includes(room.creatorPlexUsername)) await gameServer.saveRoom(room);
});

for (const creator of creators) {
  test(`${creator} sees only the figures of their own rooms`, async ({ page, signIn }) => {
    await signIn(creator);
    await page.goto("/analytics?period=all");
    const figure = (label: string) =>
      page.getByRole("definition").and(page.locator(`dt:text-is("${label}") + dd`));
    await expect(figure("Ratings")).toHaveText(total(creator, "ratings").toLocaleString("en-US"));
    await expect(figure("Matches")).toHaveText(
      total(creator, "matchCount").toLocaleString("en-US"),
    );
    const own = rooms.filter((room) => room.creator === creator);
    const people = new Set(own.flatMap((room) => room.participants));
    await expect(figure("People")).toHaveText(String(people.size));
  });
}

test("a room's figures are on its page, in its tables and in its CSV files", async ({
  page,
  signIn,
  checkAccessibility,
}) => {
  test.slow();
  const room = rooms.find(({ roomName }) => roomName === "movie night!");
  if (!room) throw new Error("the recording has no such room");
  await signIn(room.creator);
  await page.goto("/rooms?q=movie+night!");
  const link = page.locator("#main").getByRole("link", { name: room.roomName }).first();
  await page.goto((await link.getAttribute("href")) ?? "");
  const tabs = page.getByRole("navigation", { name: "Room", exact: true });
  await tabs.getByRole("link", { name: "Analytics" }).click();
  await expect(page.locator('dt:text-is("Ratings") + dd')).toHaveText(String(room.ratings));
  const people = page.locator("#people");
  await people.getByText("Table or CSV").click();
  for (const [name, { rated, likes }] of Object.entries(room.perUser)) {
    const row = people
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name, exact: true }) });
    await expect(row.getByRole("cell").nth(0)).toHaveText(String(rated));
    await expect(row.getByRole("cell").nth(1)).toHaveText(String(likes));
  }
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    people.getByRole("link", { name: "People, as CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^roomkeeper-people-all-.*\.csv$/);
  await checkAccessibility();
});

test("the period and the time zone are in the address, also without scripts", async ({
  browser,
  baseURL,
  page: signedIn,
  signIn,
}) => {
  test.slow();
  await signIn("tomasz");
  const storageState = await signedIn.context().storageState();
  const context = await browser.newContext({ baseURL, storageState, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/analytics");
  await page.getByRole("link", { name: "All", exact: true }).click();
  await expect(page).toHaveURL(/\/analytics\?period=all$/);
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/period=all/);
  await expect(page).toHaveURL(/tz=Asia%2FTokyo/);
  await expect(page.getByText("Times are in Asia/Tokyo.")).toBeVisible();
  await page.locator("#hours").getByText("Table or CSV").click();
  await expect(page.getByRole("table", { name: "Ratings by hour of the week" })).toBeVisible();
  await context.close();
});

test("an admin sees everyone's figures, and a person without rooms sees that there are none", async ({
  page,
  signIn,
  adminPage,
  checkAccessibility,
}) => {
  test.slow();
  await adminPage.goto("/analytics?whose=everyone&period=all");
  await expect(adminPage.getByRole("heading", { name: "Deck to match" })).toBeVisible();
  await checkAccessibility(adminPage);
  await signIn("newcomer");
  await page.goto("/analytics");
  await expect(page.getByRole("heading", { name: "Nothing to count yet" })).toBeVisible();
  await checkAccessibility();
});
