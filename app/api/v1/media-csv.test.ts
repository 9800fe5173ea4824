import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { describeApi } from "@/lib/web/openapi/describe-api";
import { API_V1_ROUTES } from "./operations";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token();
});
afterAll(() => api.close());

function put(body: string, type: string) {
  const headers = { "content-type": type };
  return callApi(api, { method: "PUT", path: "/api/v1/media", token, body, headers });
}

test("films are stored from a CSV file, as the description of the API shows it", async () => {
  const described = describeApi(API_V1_ROUTES, "http://localhost:3000") as unknown as {
    paths: Record<
      string,
      { put: { requestBody: { content: Record<string, { example: string }> } } }
    >;
  };
  const { content } = described.paths["/api/v1/media"]?.put.requestBody ?? { content: {} };
  const example = content["text/csv"]?.example ?? "";
  const stored = await put(example, "text/csv; charset=utf-8");
  expect([stored.status, stored.json]).toEqual([200, { stored: 1 }]);
  const listed = await callApi(api, { method: "GET", path: "/api/v1/media", token });
  expect(listed.json.items).toEqual([
    {
      ...{ mediaId: "plex://movie/5d776b59", title: "Alien", year: 1979 },
      ...{
        genres: ["Horror", "Science Fiction"],
        posterUrl: null,
        linkUrl: null,
        trailerUrl: null,
        durationMs: null,
      },
    },
  ]);
});

test("a CSV file with a fault changes nothing, and other types are refused", async () => {
  const refused = await put("mediaId,title\na,A\nb,", "text/csv");
  expect([refused.status, refused.json.code, refused.json.detail]).toEqual([
    ...[422, "invalid_document", "Line 3: title is missing."],
  ]);
  const many = `mediaId,title\n${Array.from({ length: 1_001 }, (_, n) => `m${n},T`).join("\n")}`;
  expect((await put(many, "text/csv")).status).toBe(422);
  const other = await put("mediaId,title\na,A", "text/plain");
  expect([other.status, other.json.detail]).toEqual([
    415,
    "Send the body as application/json or text/csv.",
  ]);
  const rooms = await callApi(api, {
    ...{ method: "PUT", path: "/api/v1/rooms/x", token, body: "a,b" },
    headers: { "content-type": "text/csv" },
  });
  expect(rooms.status).toBe(415);
});
