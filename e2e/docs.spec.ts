import { expect, test } from "./fixtures";

test("the guides lead to the reference, and its contents to an operation", async ({
  page,
  checkAccessibility,
}) => {
  await page.goto("/docs");
  await checkAccessibility();
  await page.getByRole("link", { name: "API reference" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
  await checkAccessibility();
  await page.goto("/docs/api#put-room");
  await expect(page.getByRole("heading", { name: "Save a room" })).toBeInViewport();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(sideways).toBe(false);
});
