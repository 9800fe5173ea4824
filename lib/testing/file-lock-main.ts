import { open, rm } from "node:fs/promises";
import path from "node:path";
import { withFileLock } from "@/lib/storage/support/lock-file";

// One of several processes that take the same locks. It gets the folder of a round, takes the lock there, and prints how often it found
// another process inside.
process.on("message", async (folder: string) => {
  let meetings = 0;
  await withFileLock(path.join(folder, "lock"), async (checkLock) => {
    const inside = path.join(folder, "inside");
    const entered = await open(inside, "wx").catch(() => null);
    if (!entered) meetings += 1;
    await new Promise((resolve) => setTimeout(resolve, 1));
    await checkLock();
    await entered?.close();
    if (entered) await rm(inside);
  });
  process.send?.(meetings);
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
