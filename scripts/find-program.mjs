import { existsSync } from "node:fs";
import path from "node:path";
import { aptInstall } from "./apt-install.mjs";

/** Finds a program for the tests: the one that the variable names, or one on the PATH or in the system's folders; else undefined. */
export function findProgram(name, variable) {
  if (process.env[variable]) return process.env[variable];
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
  ];
  return folders
    .map((folder) => path.join(folder, name))
    .find((candidate) => existsSync(candidate));
}

/** Installs Debian's package if this process is root; undefined if that fails. */
export function installProgram(name, variable) {
  return aptInstall(name) ? findProgram(name, variable) : undefined;
}
