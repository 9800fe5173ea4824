import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { createElement, isValidElement, type ReactNode } from "react";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { Command } from "@/components/docs/command";
import { DOCS_BODIES } from "@/components/docs/docs-bodies";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SCOPES } from "@/lib/tokens/token";
import { loadDocs } from "@/lib/web/pages/load-docs";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token(SCOPES);
});
afterAll(() => api?.close());

/** The code of every `Command` on a page. */
function commandsOf(node: ReactNode): string[] {
  if (Array.isArray(node)) return node.flatMap(commandsOf);
  if (!isValidElement<{ children?: ReactNode; language?: string }>(node)) return [];
  const { type, props } = node;
  if (type === Command) return props.language === undefined ? [String(props.children)] : [];
  if (typeof type === "function") {
    return commandsOf((type as (given: object) => ReactNode)(props));
  }
  return commandsOf(props.children);
}

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
/** Commands that show a refusal on purpose. */
const REFUSED = /name=nowhere/;

test.skipIf(!hasCurl)("every command of every page runs in a shell", async () => {
  const pages = Object.entries(DOCS_BODIES).map(([href, Body]) => {
    const docs = loadDocs(API_V1_ROUTES, href, api.url);
    const body = createElement(Body, docs);
    return {
      href,
      commands: commandsOf(body),
    };
  });
  const commands = pages.flatMap(({ href, commands }) =>
    commands.filter((one) => /curl/.test(one)).map((command) => ({ href, command })),
  );
  expect(commands.length).toBeGreaterThan(25);
  const wrong: string[] = [];
  for (const { href, command } of commands) {
    // Next serves all other addresses, which browser tests cover.
    if (/\/client\/|\/api\/health\//.test(command)) continue;
    await prepareFor(command);
    const status = await statusOf(command);
    const wanted = REFUSED.test(command) ? /^404$/ : /^2\d\d$/;
    if (!wanted.test(status)) wrong.push(`${href}: ${status}: ${command}`);
  }
  expect(wrong).toEqual([]);
});

/** The status of the reply to a command. For a stream, which never ends, only the status line is read. */
async function statusOf(command: string): Promise<string> {
  const bare = command.replace(/^export TOKEN=.*\n/, "");
  const script = bare.startsWith("curl -N")
    ? `${bare.replace("curl", "curl -s -i --max-time 60")} | head -n 1 | cut -d ' ' -f 2`
    : bare.replace("curl", "curl -s --max-time 60 -o /dev/null -w '%{http_code}'");
  const { stdout } = await promisify(execFile)("bash", ["-c", script], {
    env: { ...process.env, TOKEN: command.includes("rotate") ? await api.token() : token },
  });
  return stdout.trim();
}

/** Opens the room of the examples and takes its lease, or moves the room to the trash for commands about the trash. */
async function prepareFor(command: string): Promise<void> {
  const path = "/api/v1/room?name=movie%20night";
  const saved = await callApi(api, {
    method: "PUT",
    path,
    token,
    body: roomDocument("movie night"),
  });
  if (saved.status === 410) {
    const restore = "/api/v1/room/restore?name=movie%20night&createdAt=2026-10-01T20:00:00.000Z";
    await callApi(api, { method: "POST", path: restore, token });
  }
  const held = "/api/v1/room/lease?name=movie%20night";
  const lease = { instance: "living-room-1", connections: 3 };
  await callApi(api, { method: "PUT", path: held, token, body: lease });
  if (/restore|\/trash/.test(command)) await callApi(api, { method: "DELETE", path, token });
}
