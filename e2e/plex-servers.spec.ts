import sharp from "sharp";
import {
  type PlexMediaServer,
  recordedLibrary,
  startPlexMediaServer,
} from "@/lib/testing/plex-media-server";
import { createGameServer, expect, test } from "./fixtures";
import { openSpace } from "./open-space";

const TOKEN = "token-of-the-story";
/** A film that nobody has seen on the Plex server; the others are among the watched ones. */
const film = recordedLibrary().find(({ viewCount, title }) => !viewCount && title.length > 12);
const poster = () =>
  sharp({ create: { width: 400, height: 600, channels: 3, background: "#335577" } })
    .jpeg()
    .toBuffer();

let plex: PlexMediaServer;
test.beforeEach(async () => {
  plex = await startPlexMediaServer({ token: TOKEN, name: "Attic cinema", poster });
});
test.afterEach(() => plex.close());

test("an admin adds a Plex server, sees its films arrive, and rooms show their titles", async ({
  adminPage: page,
  baseURL,
  checkAccessibility,
}) => {
  const roomName = `plex evening ${plex.url.slice(-5)}`;
  const guid = film?.guid ?? "";
  const title = film?.title ?? "";
  const likes = ["ada", "ben"].map(
    (userName) => [userName, "like", Date.now()] as [string, "like", number],
  );
  // A space of its own, because a Plex server names the films of all rooms of its space.
  const space = `cinema ${plex.url.slice(-5)}`;
  const section = await openSpace(page, space);
  await section.getByRole("link", { name: "New token" }).click();
  await page.getByRole("dialog").getByLabel("Label").fill("cinema");
  await page.getByRole("button", { name: "Make the token" }).click();
  const token = await page.getByRole("textbox", { name: "Token" }).inputValue();
  const gameServer = createGameServer(baseURL ?? "", token);
  await gameServer.saveRoom({ roomName, ratings: { [guid]: likes } });

  await page.goto("/admin/plex");
  await page.getByRole("link", { name: "Add a Plex server" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add a Plex server" });
  await dialog.getByLabel("Space").selectOption(space);
  await dialog.getByLabel("Address").fill(plex.url);
  await dialog.getByLabel("Token").fill(TOKEN);
  await checkAccessibility(page);
  await dialog.getByRole("button", { name: "Add it" }).click();
  const row = page.getByRole("listitem").filter({ hasText: new URL(plex.url).host });
  await expect(row).toContainText("Attic cinema");
  await expect(row).toContainText("150 films and series");
  await checkAccessibility(page);

  await row.getByLabel(/What to do about/).click();
  await row.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByText("answered: 2 libraries, 150 films and series.")).toBeVisible();

  await page.goto(`/admin/rooms?q=${encodeURIComponent(roomName)}`);
  await page.getByRole("link", { name: roomName }).first().click();
  await expect(page.getByText(title).first()).toBeVisible();

  await page.goto("/admin/plex");
  plex.faults.push({ path: /./, answer: (_, response) => void response.writeHead(401).end() });
  await row.getByLabel(/What to do about/).click();
  await row.getByRole("button", { name: "Read it now" }).click();
  await expect(row).toContainText("It refused the token (401). Enter a new one.");
  await row.getByLabel(/What to do about/).click();
  await row.getByRole("link", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(row).toHaveCount(0);
  await gameServer.deleteRoom(roomName);
});
