import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { openSpace } from "./open-space";

const CREATED = "2026-10-10T12:00:00.000Z";

/** A file as a person chooses it from the folder of a MovieMatch server. */
function roomFile(roomName: string, changes: object = {}) {
  const room = {
    roomName,
    sort: "random",
    createdAt: CREATED,
    creatorPlexUserId: 18402277,
    creatorPlexUsername: "mara_k",
    ratings: { "plex://movie/1": [["Ann", "like", 1_790_000_000_000]] },
    ...changes,
  };
  const name = `${roomName.replace(/\W/g, "_")}.json`;
  return { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(room)) };
}

async function noSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

test("an admin checks an import, carries it out and takes it back", async ({
  adminPage,
  checkAccessibility,
}, info) => {
  const space = `attic ${info.project.name} ${Date.now()}`;
  await openSpace(adminPage, space);
  await adminPage.goto("/admin/data");
  await checkAccessibility(adminPage);
  await noSidewaysScroll(adminPage);
  await adminPage.getByLabel("Into the space").selectOption(space);
  await adminPage
    .getByLabel("Files")
    .setInputFiles([
      roomFile("movie night!"),
      roomFile("movie night?", { password: "hush" }),
      { name: "notes.json", mimeType: "application/json", buffer: Buffer.from("{ no room") },
    ]);
  await adminPage.getByRole("button", { name: "Look through it first" }).click();
  await expect(adminPage.getByText("It would bring this: 2 new, 1 not a room.")).toBeVisible();
  await expect(adminPage.getByRole("row", { name: /notes\.json/ })).toContainText("No room");
  await checkAccessibility(adminPage);
  await noSidewaysScroll(adminPage);
  await adminPage.getByRole("button", { name: "Bring them in" }).click();
  await expect(
    adminPage.getByText("2 new, 1 not a room. Every room was read back and compared."),
  ).toBeVisible();

  await adminPage.getByRole("link", { name: "Take it back" }).click();
  const dialog = adminPage.getByRole("dialog", { name: "Take this import back?" });
  await expect(dialog).toContainText("The 2 rooms that it made go to the trash");
  await checkAccessibility(adminPage);
  await dialog.getByRole("button", { name: "Take it back" }).click();
  await expect(adminPage.getByText("It was taken back.")).toBeVisible();
  await adminPage.goto("/admin/data");
  await expect(adminPage.getByText("Taken back").first()).toBeVisible();

  await adminPage.goto("/admin/audit?what=data");
  await expect(adminPage.getByText(`took back an import into ${space}`).first()).toBeVisible();
});

test("rooms are exported as one file, without passwords unless they are chosen", async ({
  adminPage,
}, info) => {
  const space = `cellar ${info.project.name} ${Date.now()}`;
  await openSpace(adminPage, space);
  await adminPage.goto("/admin/data");
  await adminPage.getByLabel("Into the space").selectOption(space);
  await adminPage.getByLabel("Files").setInputFiles([roomFile("vault", { password: "hush" })]);
  await adminPage.getByRole("button", { name: "Look through it first" }).click();
  await adminPage.getByRole("button", { name: "Bring them in" }).click();
  await expect(adminPage.getByText("Every room was read back")).toBeVisible();

  await adminPage.goto("/admin/data");
  const download = async () => {
    await adminPage.getByLabel("Space", { exact: true }).selectOption(space);
    const begun = adminPage.waitForEvent("download");
    await adminPage.getByRole("button", { name: "Download the rooms" }).click();
    const file = await begun;
    expect(file.suggestedFilename()).toMatch(/^cellar-.*\.roomkeeper\.jsonl\.gz$/);
    return gunzipSync(await readFile(await file.path())).toString();
  };
  const without = await download();
  expect(without).toContain("vault");
  expect(without).not.toContain("hush");
  await adminPage.getByLabel("Room passwords").check();
  expect(await download()).toContain("hush");
});

test("everything works without scripts", async ({ browser, adminPage, baseURL }, info) => {
  const space = `loft ${info.project.name} ${Date.now()}`;
  await openSpace(adminPage, space);
  const storageState = await adminPage.context().storageState();
  const context = await browser.newContext({ baseURL, storageState, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/admin/data");
  await page.getByLabel("Into the space").selectOption(space);
  await page.getByLabel("Files").setInputFiles([roomFile("movie night!")]);
  await page.getByRole("button", { name: "Look through it first" }).click();
  await expect(page.getByText("It would bring this: 1 new.")).toBeVisible();
  await page.getByRole("button", { name: "Throw it away" }).click();
  await expect(page.getByText("It was thrown away. No room was touched.")).toBeVisible();
  await context.close();
});
