import { expect, type Locator, type Page } from "@playwright/test";

/** Opens a space with the clicks of an admin, and returns its section on the page of spaces and tokens. */
export async function openSpace(page: Page, name: string): Promise<Locator> {
  await page.goto("/admin/tokens");
  await page.getByRole("link", { name: "New space" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Open it" }).click();
  const heading = page.getByRole("heading", { name });
  await expect(heading).toBeVisible();
  return page.locator("section", { has: heading });
}
