import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { createRoomkeeper } from "@/lib/client/roomkeeper";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SCOPES } from "@/lib/tokens/token";
import { loadReference, type ReferenceOperation } from "@/lib/web/load-reference";
import ApiReferencePage from "./page";

let api: ApiServer;
let token: string;
let operations: ReferenceOperation[];
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token(SCOPES);
  operations = loadReference(API_V1_ROUTES, api.url).flatMap((group) => group.operations);
});
afterAll(() => api?.close());

/** The examples' room, open. */
async function openRoom(): Promise<void> {
  const path = "/api/v1/room?name=movie%20night";
  const body = roomDocument("movie night");
  const saved = await callApi(api, { method: "PUT", path, token, body });
  if (saved.status !== 410) return;
  await callApi(api, {
    method: "POST",
    path: "/api/v1/room/restore?name=movie%20night&createdAt=2026-10-01T20:00:00.000Z",
    token,
  });
}

test("the page tells every operation, every code and the way to the rest", () => {
  const page = renderToStaticMarkup(<ApiReferencePage />);
  for (const { anchor, path, scopes } of operations) {
    expect(page).toContain(`id="${anchor}"`);
    expect(page).toContain(path);
    for (const scope of scopes) expect(page).toContain(`<dt><code>${scope}</code></dt>`);
  }
  expect(page).toContain('id="gone"');
  expect(page).toContain("/api/v1/openapi.json");
});

/** What a shell would make of a command: its words, with TOKEN in place. */
function wordsOf(command: string): string[] {
  const words = command.replace(/\\\n/g, " ").matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return [...words].map(([, single, double, bare]) =>
    (single ?? double ?? bare ?? "").replace("$TOKEN", token),
  );
}

test("every command works as it stands", async () => {
  const order = ["room/restore", "trash"];
  const isLate = ({ path, method }: ReferenceOperation) =>
    order.some((part) => path.endsWith(part)) ||
    path.endsWith("rotate") ||
    (path.endsWith("/room") && method === "DELETE");
  const sorted = [...operations.filter((one) => !isLate(one)), ...operations.filter(isLate)];
  await openRoom();
  const lease = sorted.find(({ path, method }) => path.endsWith("lease") && method === "PUT");
  for (const operation of [lease, ...sorted]) {
    if (!operation) continue;
    const { curl, path, method, statuses } = operation;
    if (path.endsWith("restore")) {
      await callApi(api, { method: "DELETE", path: "/api/v1/room?name=movie%20night", token });
    }
    const words = wordsOf(curl);
    const after = (flag: string) =>
      words.flatMap((word, i) => (word === flag ? [words[i + 1] ?? ""] : []));
    const headers = Object.fromEntries(
      after("-H").map((line) => line.split(": ") as [string, string]),
    );
    const answer = await fetch(words.find((word) => word.startsWith("http")) ?? "", {
      method: after("-X")[0],
      headers,
      body: after("-d")[0],
    });
    expect([method, path, statuses.includes(answer.status)]).toEqual([method, path, true]);
  }
});

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

test.skipIf(!hasCurl)("a shell takes every command as it stands", async () => {
  const statuses: [string, string][] = [];
  for (const { curl, path, method } of operations) {
    await openRoom();
    const lease = { instance: "living-room-1", connections: 3 };
    const held = "/api/v1/room/lease?name=movie%20night";
    await callApi(api, { method: "PUT", path: held, token, body: lease });
    if (path.endsWith("restore") || path.endsWith("/trash")) {
      await callApi(api, { method: "DELETE", path: "/api/v1/room?name=movie%20night", token });
    }
    const script = curl.replace(/^curl/, "curl -s -o /dev/null -w '%{http_code}'");
    const { stdout } = await promisify(execFile)("bash", ["-c", script], {
      env: { ...process.env, TOKEN: path.endsWith("rotate") ? await api.token() : token },
    });
    statuses.push([`${method} ${path}`, stdout]);
  }
  expect(statuses.filter(([, status]) => !status.startsWith("2"))).toEqual([]);
});

test("every client sample works as it stands", async () => {
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (keeper: unknown, console: unknown) => Promise<void>;
  const keeper = createRoomkeeper({ url: api.url, token: await api.token(SCOPES) });
  for (const { client, path, method } of operations) {
    if (!client) continue;
    await keeper.saveRoom(roomDocument("movie night") as never).catch(() => {});
    if (
      method === "GET" ||
      path.endsWith("/room") ||
      path.includes("ratings") ||
      path.endsWith("batch")
    ) {
      const isOpen = await keeper.hasRoom("movie night");
      if (!isOpen) await keeper.restoreRoom("movie night", "2026-10-01T20:00:00.000Z");
    }
    if (path.endsWith("restore") || path.endsWith("/trash")) await keeper.deleteRoom("movie night");
    await new AsyncFunction("keeper", "console", client)(keeper, { log() {} });
  }
  await keeper.close();
});
