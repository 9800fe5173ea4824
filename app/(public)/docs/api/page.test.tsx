import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { DOCS_BODIES } from "@/components/docs/docs-bodies";
import { DocsPage } from "@/components/docs/docs-page";
import {
  API_TOPICS,
  DOCS_PAGES,
  FORMER_ANCHORS,
  topicHref,
  topicOfPath,
} from "@/components/docs/docs-pages";
import { createRoomkeeper } from "@/lib/entries/roomkeeper";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { openPage } from "@/lib/testing/open-page";
import { SCOPES } from "@/lib/tokens/token";
import {
  loadReference,
  problemTable,
  type ReferenceOperation,
} from "@/lib/web/openapi/load-reference";
import { loadDocs } from "@/lib/web/pages/load-docs";
import ApiDocsPage from "./page";

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

/** The markup of a docs page. */
function drawn(href: string): string {
  return renderToStaticMarkup(<DocsPage href={href} {...loadDocs(API_V1_ROUTES, href, api.url)} />);
}

test("every docs page has a body, and every body has a page", () => {
  expect(Object.keys(DOCS_BODIES).sort()).toEqual(DOCS_PAGES.map(({ href }) => href).sort());
});

test("every operation, scope and error code is described on its page", () => {
  const scopePage = drawn(topicHref("authentication"));
  for (const { anchor, path, scopes } of operations) {
    const page = drawn(topicHref(topicOfPath(path)));
    expect(page).toContain(`id="${anchor}"`);
    expect(page).toContain(path);
    for (const scope of scopes) expect(scopePage).toContain(`<dt><code>${scope}</code></dt>`);
  }
  const errors = drawn(topicHref("errors"));
  for (const { code } of problemTable()) expect(errors).toContain(`id="${code}"`);
  const told = API_TOPICS.flatMap(
    (topic) => loadDocs(API_V1_ROUTES, topicHref(topic), api.url).operations,
  );
  expect(told.map(({ anchor }) => anchor).sort()).toEqual(
    operations.map(({ anchor }) => anchor).sort(),
  );
});

test("no page has more than eight operations", () => {
  for (const topic of API_TOPICS) {
    expect(
      loadDocs(API_V1_ROUTES, topicHref(topic), api.url).operations.length,
    ).toBeLessThanOrEqual(8);
  }
});

test("old links to the one-page reference lead to the same content", async () => {
  const { text: page } = await openPage(ApiDocsPage, {});
  expect(page).toContain("/api/v1/openapi.json");
  for (const place of Object.values(FORMER_ANCHORS)) {
    const [href = "", id] = place.split("#");
    expect(DOCS_PAGES.map((one) => one.href)).toContain(href);
    if (id) expect(drawn(href)).toContain(`id="${id}"`);
  }
});

test("every link within the docs leads to an existing anchor", () => {
  const pages = new Map(DOCS_PAGES.map(({ href }) => [href, drawn(href)]));
  const links = [...pages].flatMap(([from, page]) =>
    [...page.matchAll(/<a [^>]*?href="((?:\/docs)?[^":]*#[^"]+|\/docs[^"#]*)"/g)].map(
      ([, to = ""]) => {
        const [href, id] = (to.startsWith("#") ? from + to : to).split("#");
        return { from, href: href ?? "", id };
      },
    ),
  );
  expect(links.length).toBeGreaterThan(200);
  const broken = links.filter(({ href, id }) => {
    const page = pages.get(href);
    return !page || (id && !page.includes(`id="${id}"`));
  });
  expect(broken).toEqual([]);
});

/** The arguments that a shell would read from a command, with the value of TOKEN. */
function argumentsOf(command: string): string[] {
  const parts = command.replace(/\\\n/g, " ").matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return [...parts].map(([, single, double, bare]) =>
    (single ?? double ?? bare ?? "").replace("$TOKEN", token),
  );
}

test("every command works unchanged", async () => {
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
    const parts = argumentsOf(curl);
    const after = (flag: string) =>
      parts.flatMap((word, i) => (word === flag ? [parts[i + 1] ?? ""] : []));
    const headers = Object.fromEntries(
      after("-H").map((line) => line.split(": ") as [string, string]),
    );
    const answer = await fetch(parts.find((word) => word.startsWith("http")) ?? "", {
      method: after("-X")[0],
      headers,
      body: after("-d")[0],
    });
    expect([method, path, statuses.includes(answer.status)]).toEqual([method, path, true]);
  }
});

test("every client sample works unchanged", async () => {
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (roomkeeper: unknown, console: unknown) => Promise<void>;
  const roomkeeper = createRoomkeeper({ url: api.url, token: await api.token(SCOPES) });
  for (const { client, path, method } of operations) {
    if (!client) continue;
    await roomkeeper.saveRoom(roomDocument("movie night") as never).catch(() => {});
    if (
      method === "GET" ||
      path.endsWith("/room") ||
      path.includes("ratings") ||
      path.endsWith("batch")
    ) {
      const isOpen = await roomkeeper.hasRoom("movie night");
      if (!isOpen) await roomkeeper.restoreRoom("movie night", "2026-10-01T20:00:00.000Z");
    }
    if (path.endsWith("restore") || path.endsWith("/trash"))
      await roomkeeper.deleteRoom("movie night");
    await new AsyncFunction("roomkeeper", "console", client)(roomkeeper, { log() {} });
  }
  await roomkeeper.close();
});
