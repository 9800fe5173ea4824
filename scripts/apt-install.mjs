import { spawnSync } from "node:child_process";

/** Installs Debian packages as root, without starting their services. Returns false if that fails. */
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
