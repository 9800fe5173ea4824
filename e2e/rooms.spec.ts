import { expect, type GameServer, test } from "./fixtures";

const OWNERS = {
  desktop: { creatorPlexUserId: 9120456, creatorPlexUsername: "lena@example.org" },
  phone: { creatorPlexUserId: 73920018, creatorPlexUsername: "Ines" },
} as const;

const ownerOf = (project: string) => OWNERS[project === "phone" ? "phone" : "desktop"];

type Ratings = Record<string, [string, string, number][]>;

async function openRooms(gameServer: GameServer, project: string, names: string[]) {
  for (const roomName of names) {
    const ratings: Ratings = {
      "plex://movie/1": [
        ["Ann", "like", Date.now() - 20_000],
        ["Bo", "like", Date.now() - 10_000],
      ],
    };
    await gameServer.saveRoom({ ...ownerOf(project), roomName, ratings });
  }
  return {
    async close() {
      for (const name of names) await gameServer.deleteRoom(name);
    },
  };
}

test("a person finds rooms, selects two, deletes them and undoes it", async ({
  page,
  signIn,
  gameServer,
}, { project }) => {
  const names = [`100% horror ${project.name}`, `100 percent ${project.name}`, "  padded  "].map(
    (name) => `${name}${project.name === "phone" ? " p" : ""}`,
  );
  const rooms = await openRooms(gameServer, project.name, names);
  await signIn(ownerOf(project.name).creatorPlexUsername);
  await page.goto("/rooms");
  await expect(page.getByRole("heading", { name: "Rooms", level: 1 })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "In use now" })).toBeVisible();

  const search = page.getByRole("searchbox", { name: "Search rooms, owners, films" });
  await search.fill("100%");
  await search.press("Enter");
  await page.waitForURL(/q=100%25/);
  const list = page.getByRole("table", { name: "Rooms" });
  await expect(list.getByRole("link", { name: "100% horror" })).toBeVisible();
  await expect(list.getByRole("link", { name: "100 percent" })).toHaveCount(0);

  await page.goto("/rooms?q=100");
  for (const name of ["100% horror", "100 percent"]) {
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  }
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("button", { name: "Delete", exact: true }).last().click();
  await expect(page.getByRole("heading", { name: "Delete 2 rooms?" })).toBeVisible();
  await expect(page.getByText("Ratings in them")).toBeVisible();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("2 rooms are in the trash.")).toBeVisible();
  await expect(page.getByText("No room matches “100”")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 rooms are back as before.")).toBeVisible();
  await expect(list.getByRole("link", { name: "100% horror" })).toBeVisible();
  await rooms.close();
});

test("the list, a selection and the question that follows are accessible", async ({
  page,
  signIn,
  gameServer,
  checkAccessibility,
}, { project }) => {
  const name = `For everybody ${project.name}`;
  const rooms = await openRooms(gameServer, project.name, [name]);
  await signIn(ownerOf(project.name).creatorPlexUsername);
  await page.goto("/rooms?q=everybody");
  await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await expect(page.getByText("1 selected")).toBeVisible();
  await checkAccessibility();
  await page.getByRole("button", { name: "Delete", exact: true }).last().click();
  await expect(page.getByRole("heading", { name: "Delete 1 room?" })).toBeVisible();
  await checkAccessibility();
  await rooms.close();
});

test("the list works without scripts: search, select, extend", async ({
  signIn,
  gameServer,
  withoutScripts,
}, { project }) => {
  const name = `<b>plain</b> & simple ${project.name}`;
  const rooms = await openRooms(gameServer, project.name, [name]);
  await signIn(ownerOf(project.name).creatorPlexUsername);
  const plain = await withoutScripts();
  await plain.goto("/rooms");
  await plain.getByRole("searchbox").fill("PLAIN</b>");
  await plain.getByRole("searchbox").press("Enter");
  await plain.waitForURL(/q=PLAIN/);
  await plain.getByRole("checkbox", { name: `Select ${name}` }).check();
  await plain.getByRole("button", { name: "Extend" }).click();
  await expect(plain.getByRole("heading", { name: "Extend 1 room?" })).toBeVisible();
  await plain.getByText("A month", { exact: true }).click();
  await plain.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(plain.getByText("1 room is extended by a month.")).toBeVisible();
  await rooms.close();
});

test("the palette finds rooms and pages with the keyboard alone", async ({
  page,
  signIn,
  gameServer,
  checkAccessibility,
}, { project, retry }) => {
  const name = `Midnight ${project.name} ${retry}`;
  const rooms = await openRooms(gameServer, project.name, [name]);
  await signIn(ownerOf(project.name).creatorPlexUsername);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await checkAccessibility();
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: "Search or jump to" });
  await expect(box).toBeFocused();
  await box.fill(name.toLowerCase());
  const options = page.getByRole("option", { name });
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await checkAccessibility();
  await box.press("Enter");
  await page.waitForURL(/\/rooms\/rm_/);
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(box).toBeFocused({ timeout: 500 });
  }).toPass();
  await box.fill("trash");
  await box.press("Escape");
  await expect(box).toBeHidden();
  await page.keyboard.press("Control+k");
  await box.fill(name.toLowerCase());
  const extend = page.getByRole("option", { name: `Extend “${name}”` });
  await expect(extend).toBeVisible();
  await box.press("ArrowDown");
  await expect(extend).toHaveAttribute("aria-selected", "true");
  await box.press("Enter");
  const question = page.getByRole("dialog", { name: `Extend “${name}”?` });
  await expect(question).toBeVisible();
  await expect(box).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await rooms.close();
});

test("the palette searches when it was closed and opened at once, and after a search without an answer", async ({
  page,
  signIn,
  gameServer,
  allowConsoleErrors,
}, { project, retry }) => {
  const name = `Ajar ${project.name} ${retry}`;
  const rooms = await openRooms(gameServer, project.name, [name]);
  await signIn(ownerOf(project.name).creatorPlexUsername);
  const box = page.getByRole("combobox", { name: "Search or jump to" });
  const found = page.getByRole("option", { name }).first();
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(box).toBeFocused({ timeout: 500 });
  }).toPass();
  // The event "close" comes after the key that opens the dialog again.
  await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>("dialog[aria-label^=Search]")?.close();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true }));
  });
  const asked = page.waitForRequest(/\/search\?q=ajar/);
  await box.fill(name.toLowerCase());
  await asked;
  await expect(found).toBeVisible();

  allowConsoleErrors(/503/);
  await page.route("**/api/dashboard/search**", (route) => route.fulfill({ status: 503 }));
  await box.fill(`${name.toLowerCase()} `);
  await expect(page.getByText("The server does not answer. The search tries again.")).toBeVisible();
  await page.unroute("**/api/dashboard/search**");
  await expect(page.getByText("The server does not answer.")).toBeHidden();
  await expect(found).toBeVisible();
  await rooms.close();
});

test("an owner sees only their own rooms, and a search says when only the trash has a match", async ({
  page,
  signIn,
  gameServer,
}, { project, retry }) => {
  const foreign = `Canary of somebody else ${project.name}`;
  await gameServer.saveRoom({ roomName: foreign });
  const own = `Gone with the wind ${project.name} ${retry}`;
  const rooms = await openRooms(gameServer, project.name, [own, `Stays ${project.name}`]);
  await gameServer.deleteRoom(own);
  await signIn(ownerOf(project.name).creatorPlexUsername);
  await page.goto("/rooms?whose=everyone&status=any&q=canary");
  await expect(page.getByRole("heading", { name: "No room matches “canary”" })).toBeVisible();
  expect(await page.content()).not.toContain(foreign);
  await page.goto(`/rooms?q=${encodeURIComponent(own.toLowerCase())}`);
  await expect(page.getByText("One in the trash does.")).toBeVisible();
  await page.getByRole("link", { name: "Look in the trash" }).click();
  await expect(page.getByRole("link", { name: own })).toBeVisible();
  await gameServer.deleteRoom(foreign);
  await rooms.close();
});

test("nothing scrolls sideways at any width", async ({ page, signIn, gameServer }, { project }) => {
  const name = `Film club of the third floor, every other Thursday after the house meeting ${project.name}`;
  const rooms = await openRooms(gameServer, project.name, [name]);
  await signIn(ownerOf(project.name).creatorPlexUsername);
  for (const width of [320, 390, 768, 1024, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ["/", "/rooms", "/rooms?q=nothing+like+it"]) {
      await page.goto(path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
  await rooms.close();
});

test("the server sends the page with the chosen theme", async ({ page, signIn }, info) => {
  await signIn(ownerOf(info.project.name).creatorPlexUsername);
  await page.goto("/");
  await page.getByLabel(/: account$/).click();
  await page.getByRole("button", { name: "Night" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await (await page.request.get("/rooms")).text()).toContain('data-theme="dark"');
  await page.getByLabel(/: account$/).click();
  await page.getByRole("button", { name: "As the system" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});
