import { existsSync } from "node:fs";
import path from "node:path";
import { aptInstall } from "./apt-install.mjs";

/** The redis-server for the tests: the one that REDIS_SERVER names, or one on the PATH. Undefined when there is none. */
export function findRedis() {
  if (process.env.REDIS_SERVER) return process.env.REDIS_SERVER;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders
    .map((folder) => path.join(folder, "redis-server"))
    .find((candidate) => existsSync(candidate));
}

/** Root may install Debian's Redis; undefined when that did not work. */
export function installRedis() {
  return aptInstall("redis-server") ? findRedis() : undefined;
}
