import { expect, test } from "./fixtures";

test("the sign-in page says what to do, and every other page needs a sign-in", async ({
  page,
  checkAccessibility,
}) => {
  await page.goto("/rooms");
  await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Frooms/);
  await expect(page.getByRole("link", { name: "Continue with Plex" })).toBeVisible();
  await checkAccessibility();
});

test("robots.txt excludes search engines, and every browser finds the icon", async ({
  request,
}) => {
  const robots = await request.get("/robots.txt");
  expect(await robots.text()).toContain("Disallow: /");
  const icon = await request.get("/favicon.ico");
  expect(icon.ok()).toBe(true);
  expect((await icon.body()).subarray(0, 4)).toEqual(Buffer.from([0, 0, 1, 0]));
});

test("a person signs in with Plex, sees their own room, and signs out", async ({
  page,
  signIn,
  gameServer,
}, info) => {
  const roomName = `Front door ${info.project.name}`;
  await gameServer.saveRoom({
    roomName,
    creatorPlexUserId: 51007723,
    creatorPlexUsername: "Priya",
  });
  await signIn("Priya");
  await page.goto("/rooms");
  await expect(page.getByRole("link", { name: roomName })).toBeVisible();
  await gameServer.deleteRoom(roomName);
});

test("a link from the console signs the admin in once", async ({ adminPage, browser }) => {
  await adminPage.goto("/admin/rooms");
  await expect(adminPage.getByRole("heading", { level: 1 })).toBeVisible();
  const other = await browser.newPage();
  await other.goto("/admin/rooms");
  await expect(other).toHaveURL(/sign-in/);
  await other.close();
});
