import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { buildClient } from "@/scripts/build-client.mjs";

const STAND_IN = path.join(import.meta.dirname, "moviematch-stand-in");
/** The program itself: the launcher of its package does not pass signals on. */
export const DENO: string = createRequire(import.meta.url)("deno/install_api.cjs").runInstall();
const MAP = "configs/import_map.json";
const OURS = "/internal/app/moviematch";

/** A folder as of somebody who has MovieMatch's source and downloaded Roomkeeper's modules into it. */
export interface MovieMatchFolder {
  path: string;
  write(name: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

export const FILMS = [
  film("plex://movie/1", "Alien", 1979),
  film("plex://movie/2", "Brazil", 1985),
  film("plex://movie/3", "Clue", 1985),
];

export function film(id: string, title: string, year: number) {
  const key = id.slice(-1);
  return {
    ...{ id, title, year, genres: ["Horror", "Drama"], duration: 7_020_000, rating: 8 },
    ...{ posterUrl: `/api/poster/0/${key}/1`, linkUrl: `/api/link/0/library/metadata/${key}` },
  };
}

/** The import map of the page about MovieMatch, for modules that were downloaded. */
export const IMPORT_MAP = {
  imports: {
    "/internal/": "../internal/",
    "/types/": "../types/",
    [`${OURS}/storage/index.ts`]: "../roomkeeper/moviematch.mjs",
    [`${OURS}/room.ts`]: "../roomkeeper/moviematch/room.mjs",
    [`${OURS}/client.ts`]: "../roomkeeper/moviematch/client.mjs",
  },
  scopes: {
    "../roomkeeper/": {
      "moviematch/room.ts": `..${OURS}/room.ts`,
      "moviematch/client.ts": `..${OURS}/client.ts`,
    },
  },
};

export async function movieMatchFolder(): Promise<MovieMatchFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), "moviematch-"));
  await cp(STAND_IN, folder, { recursive: true });
  await buildClient(path.join(folder, "roomkeeper"));
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
  await mkdir(path.join(folder, "configs"));
  await write(MAP, JSON.stringify(IMPORT_MAP));
  await write("films.json", JSON.stringify(FILMS));
  return { path: folder, write, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface MovieMatch {
  port: number;
  /** Everything that it wrote so far. */
  log(): string;
  /** Resolves when the log has the text. */
  says(text: string | RegExp): Promise<void>;
  /** Sends a signal and resolves with the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

const MAIN = "cmd/moviematch/main.ts";

/** Checks the types of a MovieMatch as `deno task check` of the real one does. Rejects with what Deno says. */
export async function checkMovieMatch(folder: MovieMatchFolder): Promise<void> {
  const args = ["check", "--allow-import", `--import-map=${MAP}`, MAIN];
  await promisify(execFile)(DENO, args, { cwd: folder.path, env: quietly(folder) });
}

function quietly(folder: MovieMatchFolder) {
  return { NODE_ENV: "production", HOME: folder.path, NO_COLOR: "1" } as const;
}

export async function startMovieMatch(
  folder: MovieMatchFolder,
  variables: Record<string, string>,
  flags: string[] = ["-A"],
): Promise<MovieMatch> {
  const child: ChildProcess = spawn(DENO, ["run", ...flags, `--import-map=${MAP}`, MAIN], {
    cwd: folder.path,
    env: { ...quietly(folder), ...variables },
  });
  let text = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      for (const look of waiting) look();
    });
  }
  const ended = once(child, "exit") as Promise<[number | null]>;

  function says(wanted: string | RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!(typeof wanted === "string" ? text.includes(wanted) : wanted.test(text))) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then(() =>
        setTimeout(() => reject(new Error(`It ended without “${wanted}”: ${text}`)), 200),
      );
    });
  }

  await says("Server listening on ");
  return {
    port: Number(/listening on (\d+)/.exec(text)?.[1]),
    log: () => text,
    says,
    async end(signal = "SIGTERM") {
      if (child.exitCode === null) child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}
