import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const MODULE = pathToFileURL(path.resolve("scripts/heartbeat.mjs")).href;

/** Blocks until a byte arrives on its stdin, as a build blocks until it is done. */
const SCRIPT = `
import { spawnSync } from "node:child_process";
import { withHeartbeat } from ${JSON.stringify(MODULE)};
const wait = ["-e", "process.stdin.once('data', () => process.exit())"];
const stdio = ["inherit", "inherit", "inherit"];
const { status } = withHeartbeat("Still building", () => spawnSync(process.execPath, wait, { stdio }), 50);
console.log("status " + status);
`;

test("work that takes long says so again and again, and nothing after it is done", async () => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", SCRIPT]);
  let [said, printed] = ["", ""];
  const heard = new Promise<void>((resolve) => {
    child.stderr.on("data", (chunk) => {
      said += chunk;
      if (said.split("Still building (").length > 2) resolve();
    });
  });
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  await heard;
  child.stdin.end("\n");
  const [status] = await once(child, "close");
  expect(said).toMatch(/^(Still building \(\d+ s so far\)\.\n){2,}$/);
  expect({ status, printed }).toEqual({ status: 0, printed: "status 0\n" });
});
