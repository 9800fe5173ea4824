import { afterAll, beforeAll, expect, test } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { admin } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { listJobs } from "./list-jobs";
import { runJob } from "./run-job";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());

const NOTHING = { expired: 0, pruned: {}, more: false, problems: [] };

async function run(detail: { problems: string[] }, times = 1): Promise<void> {
  for (let count = 0; count < times; count += 1)
    await runJob(getServices(), "sweep", async () => detail);
}

test("consecutive idle runs share a row; runs with work and failed runs have their own", async () => {
  await run(NOTHING, 60);
  await run({ ...NOTHING, expired: 2 } as typeof NOTHING);
  await run(NOTHING, 3);
  await run({ ...NOTHING, pruned: { session: 1 } } as typeof NOTHING);
  await run({ ...NOTHING, problems: ["A room could not be removed."] } as typeof NOTHING);
  await runJob(getServices(), "sweep", async () => {
    throw new Error("It broke.");
  }).catch(() => {});
  await run(NOTHING, 2);
  const [sweeper] = await listJobs(admin);
  expect(sweeper?.runs.map(({ runs, outcome, detail }) => [runs, outcome, detail])).toEqual([
    [2, "done", NOTHING],
    [1, "failed", { problems: ["It broke."] }],
    [1, "failed", { ...NOTHING, problems: ["A room could not be removed."] }],
    [1, "done", { ...NOTHING, pruned: { session: 1 } }],
    [3, "done", NOTHING],
    [1, "done", { ...NOTHING, expired: 2 }],
    [60, "done", NOTHING],
  ]);
  expect(sweeper?.failedRecently).toBe(2);
  const folded = sweeper?.runs.at(-1);
  expect(folded?.lastStartedAt.getTime()).toBeGreaterThan(Number(folded?.startedAt));
  expect(sweeper?.nextAt?.getTime()).toBe(
    Number(sweeper?.last?.lastStartedAt) + Number(sweeper?.everyMs),
  );
});
