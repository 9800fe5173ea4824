import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SCOPES } from "@/lib/tokens/token";
import { describeApi, operationsOf } from "@/lib/web/openapi/describe-api";
import { API_V1_ROUTES } from "./operations";

const document = JSON.parse(JSON.stringify(describeApi(API_V1_ROUTES, "http://localhost:3000")));

/** Every operation that writes, with the description of its body. */
const WRITES = operationsOf(API_V1_ROUTES)
  .filter(({ method }) => method !== "GET" && method !== "HEAD")
  .map(({ method, path, operation }) => {
    const told = document.paths[path][method.toLowerCase()].requestBody;
    const needed: string[] = told ? requiredFields(told.content["application/json"].schema) : [];
    return { method, path, operation, told, needed };
  });

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is read as it is
function requiredFields(schema: any): string[] {
  const own = schema.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)] : schema;
  return own.required ?? [];
}

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer();
});
afterAll(() => api?.close());

/** Sends a request without a body, with exactly these headers, and returns the status. */
async function sendBare(method: string, path: string, headers: string): Promise<number> {
  const token = await api.token(SCOPES);
  const name = "movie night";
  const its = `/api/v1/room?name=${encodeURIComponent(name)}`;
  await callApi(api, { method: "PUT", path: its, token, body: roomDocument(name) });
  const { port } = new URL(api.url);
  const head = `${method} ${path} HTTP/1.1\r\nHost: x.example\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n${headers}\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(head));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(Number(answer.split(" ")[1])));
    socket.on("error", reject);
  });
}

function addressOf({ path, operation }: (typeof WRITES)[number]): string {
  const given: Record<string, string> = { ...operation.example.query };
  const { name = "movie night", ...query } = given;
  const all = path.includes("{name}") ? query : given;
  const text = new URLSearchParams(all).toString();
  return `${path.replace("{name}", encodeURIComponent(name))}${text ? `?${text}` : ""}`;
}

const NOTHING: [title: string, headers: string][] = [
  ["no header about a body", ""],
  ["Content-Length: 0", "Content-Length: 0\r\n"],
  ["Content-Length: 0 and JSON", "Content-Type: application/json\r\nContent-Length: 0\r\n"],
  [
    "Content-Length: 0 and the type of a form",
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n",
  ],
];

describe.each(NOTHING)("a request with %s", (_, headers) => {
  test.each(WRITES.filter(({ needed }) => needed.length === 0))(
    "is not refused because of its body by $method $path",
    async (one) => {
      const status = await sendBare(one.method, addressOf(one), headers);
      expect([400, 415, 422]).not.toContain(status);
      expect(status).toBeLessThan(500);
    },
  );
});

test("the description requires exactly the bodies that have a required field", () => {
  for (const { method, path, told, needed } of WRITES) {
    if (told) expect([method, path, told.required]).toEqual([method, path, needed.length > 0]);
  }
  expect(WRITES.some(({ told, needed }) => told && needed.length === 0)).toBe(true);
});

test("a rotation without a body is the same as one with the empty object", async () => {
  const path = "/api/v1/token/rotate";
  const ends: number[] = [];
  for (const body of [undefined, {}]) {
    const answer = await callApi(api, {
      method: "POST",
      path,
      token: await api.token(SCOPES),
      body,
    });
    expect(answer.status).toBe(200);
    ends.push(Date.parse(answer.json.previousEndsAt));
  }
  const [without = 0, withEmpty = 0] = ends;
  expect(withEmpty - without).toBeGreaterThanOrEqual(0);
  expect(withEmpty - without).toBeLessThan(3_600_000);
});

test("a body of another type is still refused where a body may be left out", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
    const answer = await callApi(api, {
      method: "POST",
      path: "/api/v1/token/rotate",
      token: await api.token(SCOPES),
      body: "overlapSeconds=0",
      headers: { "content-type": type },
    });
    expect([answer.status, answer.json.code]).toEqual([415, "unsupported_media_type"]);
  }
});
