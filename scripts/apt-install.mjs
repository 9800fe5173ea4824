import { spawnSync } from "node:child_process";

/** Installs Debian's packages, as root; false when that did not work. Starts no service of theirs. */
export function aptInstall(...packages) {
  if (process.getuid?.() !== 0) return false;
  const options = {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
  };
  const apt = (...args) => spawnSync("apt-get", args, options).status === 0;
  return apt("update") && apt("install", "-y", "--no-install-recommends", ...packages);
}
