import { expect, type GameServer, test } from "./fixtures";

const OWNERS = {
  desktop: { creatorPlexUserId: 90210018, creatorPlexUsername: "pantry" },
  phone: { creatorPlexUserId: 182, creatorPlexUsername: "oldtimer" },
} as const;

function ownerOf(project: string) {
  return OWNERS[project === "phone" ? "phone" : "desktop"];
}

async function trashRoom(gameServer: GameServer, project: string, roomName: string, at = 0) {
  const createdAt = new Date(Date.now() - 3_600_000 + at * 60_000).toISOString();
  const ratings = { film: [["Ann", "like", Date.now() - 1_000]] } as Record<
    string,
    [string, string, number][]
  >;
  await gameServer.saveRoom({ ...ownerOf(project), roomName, createdAt, ratings });
  await gameServer.deleteRoom(roomName);
}

test("a room is restored from the trash with everything in it", async ({
  page,
  signIn,
  gameServer,
  checkAccessibility,
}, info) => {
  test.slow();
  const padded = `padded ${info.project.name} ${info.retry}`;
  const roomName = `  ${padded}  `;
  await trashRoom(gameServer, info.project.name, roomName);
  await signIn(ownerOf(info.project.name).creatorPlexUsername);
  await page.goto("/trash");
  await expect(page.getByText("gone in 14 days").first()).toBeVisible();
  await checkAccessibility();
  const row = page.getByRole("listitem").filter({ hasText: padded });
  await row.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("is open again.")).toBeVisible();
  await page.goto(`/rooms?q=${encodeURIComponent(padded)}`);
  await expect(page.locator("#main").getByRole("link", { name: padded }).first()).toBeVisible();
  await gameServer.deleteRoom(roomName);
});

test("a room is deleted for good when its name is typed, without scripts", async ({
  signIn,
  gameServer,
  withoutScripts,
}, info) => {
  const roomName = `a+b=c?x=${info.retry}&y=[${info.project.name}]`;
  await trashRoom(gameServer, info.project.name, roomName);
  await signIn(ownerOf(info.project.name).creatorPlexUsername);
  const plain = await withoutScripts();
  await plain.goto("/trash");
  await plain.getByRole("link", { name: `Delete ${roomName} for good` }).click();
  const dialog = plain.getByRole("dialog", { name: `Delete “${roomName}” for good?` });
  await expect(
    dialog.getByText(
      "its name and opening time, to refuse late saves; its lines in the audit log and the events",
    ),
  ).toBeVisible();
  await dialog.getByLabel("to confirm").fill("another name");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("to confirm").fill(roomName);
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(plain.getByText(`“${roomName}” is deleted for good.`)).toBeVisible();
  await expect(plain.getByRole("link", { name: roomName, exact: true })).toHaveCount(0);
});

test("a page explains that a name is taken, and the trash can be emptied", async ({
  page,
  signIn,
  gameServer,
  checkAccessibility,
}, info) => {
  test.slow();
  const roomName = `Friday ${info.project.name} ${info.retry}`;
  const owner = ownerOf(info.project.name);
  await trashRoom(gameServer, info.project.name, roomName);
  await gameServer.saveRoom({
    ...owner,
    roomName,
    createdAt: new Date(Date.now() - 60_000).toISOString(),
  });
  await signIn(owner.creatorPlexUsername);
  await page.goto("/trash");
  await page.getByRole("link", { name: "Name taken" }).first().click();
  const explained = page.getByText("a name belongs to one open room at a time");
  await expect(explained.filter({ visible: true })).toBeVisible();
  await page.getByRole("link", { name: "Leave it here" }).click();

  await page.getByRole("link", { name: "Empty the trash" }).click();
  const dialog = page.getByRole("dialog", { name: "Empty the trash for good?" });
  await dialog.getByLabel("Type empty to confirm").fill("empty");
  await dialog.getByRole("button", { name: /^Delete \d+ rooms? for good$/ }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await checkAccessibility();
  await gameServer.deleteRoom(roomName);
});
