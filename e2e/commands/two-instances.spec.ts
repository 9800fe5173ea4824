import { expect, test } from "@playwright/test";
import { runTwoInstances } from "../two-instances";

test("two instances behind a load balancer and a pooler lose nothing in a read-only period and when one is killed, and ready reports both", async () => {
  const figures = await runTwoInstances(5_000);
  expect(figures).toMatchObject({ lost: [], refused: [], pages: [200, 200, 200], signIn: 200 });
  expect(figures.acknowledged).toBeGreaterThanOrEqual(75);
  expect(figures.heard).toBe(figures.written);
});
