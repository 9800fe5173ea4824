import { expect, test } from "./fixtures";

const OWNER = { creatorPlexUserId: 88120345, creatorPlexUsername: "Yuki" };

test("an owner finds what several rooms agreed on, narrows it, and draws from all of it", async ({
  page,
  signIn,
  gameServer,
  request,
  checkAccessibility,
  withoutScripts,
}, { project }) => {
  test.slow();
  const film = (name: string) => `plex-agreed://${project.name}/${name}`;
  const mark = `agreed-${project.name}`;
  const items = ["Safe", "Once", "Other"].map((title, index) => ({
    mediaId: film(title),
    title: `${title} ${mark}`,
    year: 1980 + index,
    genres: [`Genre ${mark}`],
  }));
  const reply = await request.put("/api/v1/media", {
    headers: { authorization: `Bearer ${gameServer.token}` },
    data: { items },
  });
  expect(reply.status()).toBe(200);
  const liked = (...films: string[]) =>
    Object.fromEntries(
      films.map((name, index) => [
        film(name),
        ["Yuki", "Max"].map((who) => [who, "like", Date.now() - 60_000 * (index + 1)]),
      ]),
    ) as Record<string, [string, string, number][]>;
  const rooms = [`Sofa ${mark}`, `Office ${mark}`] as const;
  await gameServer.saveRoom({ ...OWNER, roomName: rooms[0], ratings: liked("Safe", "Once") });
  await gameServer.saveRoom({ ...OWNER, roomName: rooms[1], ratings: liked("Safe", "Other") });
  await signIn("Yuki");
  await page.getByRole("link", { name: "Agreed", exact: true }).filter({ visible: true }).click();
  const main = page.locator("#main");
  await page.getByLabel("Search films and people").fill(mark);
  await page.keyboard.press("Enter");
  const several = main.locator("section").filter({ hasText: "More than once" });
  await expect(several.getByRole("heading", { level: 3 })).toHaveText([`Safe ${mark} 1980`]);
  await expect(several).toContainText("two rooms, two people");
  await expect(main.getByRole("heading", { level: 3 })).toHaveCount(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await checkAccessibility();

  await page.getByRole("combobox", { name: "All rooms" }).selectOption(rooms[0]);
  await expect(main.getByRole("heading", { level: 3 })).toHaveCount(2);
  await main.getByRole("link", { name: `Safe ${mark}` }).click();
  const sheet = page.getByRole("dialog", { name: `Safe ${mark}` });
  await expect(sheet.getByRole("listitem")).toHaveCount(2);
  await checkAccessibility();
  await sheet
    .getByRole("listitem")
    .filter({ hasText: rooms[0] })
    .getByRole("button", { name: /^Watched/ })
    .click();
  await expect(page.locator("[data-toast]")).toContainText("is marked as watched");
  await page.getByRole("button", { name: "Pick the one" }).click();
  const scene = page.getByRole("dialog", { name: `Once ${mark}` });
  await expect(scene).toContainText("The only film that nobody has watched.");
  await checkAccessibility();

  const plain = await withoutScripts();
  await plain.goto(`/agreed?${new URLSearchParams({ q: mark })}`);
  await plain.getByRole("checkbox", { name: "Not watched" }).check();
  await plain.getByRole("button", { name: "Show" }).click();
  await expect(plain.locator("#main").getByRole("heading", { level: 3 })).toHaveCount(2);
  for (const room of rooms) await gameServer.deleteRoom(room);
});
