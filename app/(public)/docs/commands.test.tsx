import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { createElement, isValidElement, type ReactNode } from "react";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { Command } from "@/components/docs/command";
import { DOCS_BODIES } from "@/components/docs/docs-bodies";
import { DOCS_PAGES } from "@/components/docs/docs-pages";
import { roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { isScope } from "@/lib/tokens/token";
import { loadDocs } from "@/lib/web/pages/load-docs";
import { buildClient } from "@/scripts/build-client.mjs";

const run = promisify(execFile);

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  const making = drawnCommands("/docs/api").find((command) => command.includes("--scopes")) ?? "";
  const scopes = /--scopes ([a-z:,]+)/.exec(making)?.[1]?.split(",") ?? [];
  token = await api.token(scopes.filter(isScope));
});
afterAll(() => api?.close());

/** The commands of a page, in their order. */
function drawnCommands(href: string, language?: string): string[] {
  const Body = DOCS_BODIES[href];
  if (!Body) throw new Error(`No page ${href}.`);
  const body = createElement(Body, loadDocs(API_V1_ROUTES, href, api.url));
  return commandsOf(body, language);
}

/** The code of every `Command` of a language on a page; without one, of a shell. */
function commandsOf(node: ReactNode, language?: string): string[] {
  if (Array.isArray(node)) return node.flatMap((one) => commandsOf(one, language));
  if (!isValidElement<{ children?: ReactNode; language?: string }>(node)) return [];
  const { type, props } = node;
  if (type === Command) return props.language === language ? [String(props.children)] : [];
  if (typeof type === "function") {
    return commandsOf((type as (given: object) => ReactNode)(props), language);
  }
  return commandsOf(props.children, language);
}

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
/** Commands that show a refusal on purpose. */
const REFUSED = /name=nowhere/;

test.skipIf(!hasCurl)(
  "the commands work in the order of the pages, with the token of the first",
  async () => {
    const commands = DOCS_PAGES.flatMap(({ href }) =>
      drawnCommands(href)
        .filter((one) => /curl/.test(one))
        .map((command) => ({ href, command })),
    );
    expect(commands.length).toBeGreaterThan(25);
    const wrong: string[] = [];
    for (const { href, command } of commands) {
      // Next serves all other addresses, which browser tests cover.
      if (/\/client\/|\/api\/health\//.test(command)) continue;
      const status = await statusOf(command);
      const wanted = REFUSED.test(command) ? /^404$/ : /^2\d\d$/;
      if (!wanted.test(status)) wrong.push(`${href}: ${status}: ${command}`);
    }
    expect(wrong).toEqual([]);
  },
);

/** The status of the reply to a command. For a stream, which never ends, only the status line is read. */
async function statusOf(command: string): Promise<string> {
  const script = command.startsWith("curl -N")
    ? `${command.replace("curl", "curl -s -i --max-time 60")} | head -n 1 | cut -d ' ' -f 2`
    : command.replace("curl", "curl -s --max-time 60 -o /dev/null -w '%{http_code}'");
  const { stdout } = await run("bash", ["-c", script], { env: { ...process.env, TOKEN: token } });
  return stdout.trim();
}

/** The fenced code of a document in one language. */
async function fencedIn(file: string, language: string): Promise<string[]> {
  const text = await readFile(file, "utf8");
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, kind, code = ""]) =>
    kind === language ? [code] : [],
  );
}

/** A server of the client's files, as Next serves them. */
async function serveClient(folder: string) {
  const server = createServer(async (request, response) => {
    const file = await readFile(path.join(folder, request.url ?? "")).catch(() => null);
    response.statusCode = file ? 200 : 404;
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test.skipIf(!hasCurl)(
  "the storage's example prints what its page says, and also runs over HTTP",
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-example-"));
    await buildClient(path.join(folder, "client"));
    const { server, origin } = await serveClient(folder);
    try {
      const [start, output] = drawnCommands("/docs/storage", "text");
      for (const download of drawnCommands("/docs/storage")) {
        const command = download.replace(/https?:\/\/[^/]+/, origin);
        await run("bash", ["-c", command], { cwd: folder });
      }
      const alone = await run("bash", ["-c", start ?? ""], { cwd: folder });
      expect(alone.stdout.trim()).toBe(output);
      const ofItsOwn = await api.token(
        ["rooms:read", "rooms:write", "rooms:delete"],
        await api.space("storage example"),
      );
      const env = { ...process.env, STORAGE_URL: api.url, STORAGE_TOKEN: ofItsOwn };
      const all = await run("bash", ["-c", start ?? ""], { cwd: folder, env });
      const [, inFiles = "", inRoomkeeper = ""] = all.stdout.split(/^In .*\n/m).slice(1);
      expect(inRoomkeeper).toBe(`${inFiles.trim()}\nan unknown type: invalid_request\n`);
    } finally {
      server.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

test.skipIf(!hasCurl)("the client's samples for Node run in Node", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-samples-"));
  await buildClient(path.join(folder, "client"));
  const { server, origin } = await serveClient(folder);
  const samples = {
    page: [drawnCommands("/docs/api"), drawnCommands("/docs/api", "javascript").slice(1)],
    readme: [await fencedIn("README.md", "sh"), await fencedIn("README.md", "js")],
    client: [
      await fencedIn("lib/client/README.md", "sh"),
      await fencedIn("lib/client/README.md", "js"),
    ],
  };
  try {
    for (const [name, [shell = [], code = []]] of Object.entries(samples)) {
      const download = shell.find((one) => one.includes("/client/roomkeeper.mjs")) ?? "";
      const command = download.replace(/https?:\/\/[^/]+/, origin);
      await run("bash", ["-c", command], { cwd: folder });
      const program = `const room = ${JSON.stringify(roomDocument(`by ${name}`))};
const [mediaId, forget] = ["plex://movie/1", () => {}];
${code.join("\n")}
console.log((await roomkeeper.check()).space);
await roomkeeper.close();`;
      const placed = program
        .replace(/url: "[^"]+"/, `url: "${api.url}"`)
        .replace(/token: [^ ,}]+/, `token: "${token}"`)
        .replace('"movie night"', `"by ${name}"`);
      await writeFile(path.join(folder, `${name}.mjs`), placed);
      const { stdout } = await run(process.execPath, [`${name}.mjs`], { cwd: folder });
      expect([name, stdout.trim().length > 0]).toEqual([name, true]);
      await rm(path.join(folder, "roomkeeper.mjs"));
    }
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
