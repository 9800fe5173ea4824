import { existsSync } from "node:fs";
import path from "node:path";
import { aptInstall } from "./apt-install.mjs";

/** A program for the tests: the one that the variable names, or one on the PATH or among the system's. Undefined when there is none. */
export function findProgram(name, variable) {
  if (process.env[variable]) return process.env[variable];
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
  ];
  return folders.map((folder) => path.join(folder, name)).find((place) => existsSync(place));
}

/** Root may install Debian's; undefined when that did not work. */
export function installProgram(name, variable) {
  return aptInstall(name) ? findProgram(name, variable) : undefined;
}
