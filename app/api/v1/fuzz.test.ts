import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { runSeed } from "@/lib/testing/chance";
import { naughtyJson as json, naughtyText as text } from "@/lib/testing/naughty";
import { SCOPES } from "@/lib/tokens/token";
import { operationsOf } from "@/lib/web/openapi/describe-api";
import { API_V1_ROUTES } from "./operations";

const SEED = runSeed();
const CASES = 500;
const AT_ONCE = 16;
const NAME = "fuzzed room";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token(SCOPES);
});
afterAll(() => api?.close());

/** The example with some of its parts replaced, removed or added at any depth, or a completely different value. */
function mutationOf(example: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(example)) {
    return fc.oneof(
      { weight: 4, arbitrary: fc.tuple(...example.map(mutationOf)) },
      { weight: 1, arbitrary: json },
      { weight: 1, arbitrary: fc.constant([...example, ...example]) },
    );
  }
  if (typeof example === "object" && example !== null) {
    const parts = Object.fromEntries(
      Object.entries(example).map(([key, value]) => [key, mutationOf(value)]),
    );
    return fc.oneof(
      { weight: 8, arbitrary: fc.record(parts, { requiredKeys: [] }) },
      { weight: 4, arbitrary: fc.record(parts) },
      { weight: 1, arbitrary: json },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.record(parts), text, json)
          .map(([own, key, value]) =>
            JSON.parse(
              `${JSON.stringify(own).slice(0, -1)}${Object.keys(own).length ? "," : ""}${JSON.stringify(key.toWellFormed())}:${JSON.stringify(value) ?? "null"}}`,
            ),
          ),
      },
    );
  }
  return fc.oneof({ weight: 5, arbitrary: fc.constant(example) }, { weight: 1, arbitrary: json });
}

const DEEP = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
const headerValue = fc.constantFrom(
  "",
  '"rm_x.1"',
  "*",
  "return=representation",
  "a b",
  "5",
  "x".repeat(300),
);

test.each(operationsOf(API_V1_ROUTES))(
  `$method $path replies to any input without a failure (seed ${SEED})`,
  async ({ method, path, operation }) => {
    await callApi(api, {
      method: "PUT",
      path: `/api/v1/room?name=${encodeURIComponent(NAME)}`,
      token,
      body: roomDocument(NAME),
    });
    const names = Object.keys((operation.query as { shape?: object }).shape ?? {});
    const parameter = fc.oneof(
      { weight: 3, arbitrary: fc.constant(NAME) },
      { weight: 2, arbitrary: text },
    );
    const cases = fc.sample(
      fc.record({
        query: fc.dictionary(fc.constantFrom(...names, "nonsense"), parameter, { maxKeys: 4 }),
        name: parameter,
        body: fc.oneof(
          { weight: 6, arbitrary: mutationOf(operation.example.body ?? {}) },
          { weight: 1, arbitrary: json },
        ),
        raw: fc.constantFrom(undefined, undefined, undefined, "", "{", DEEP, '{"a":1e999}'),
        header: fc.constantFrom(
          "if-match",
          "if-none-match",
          "prefer",
          "idempotency-key",
          "last-event-id",
        ),
        value: headerValue,
        // A wait would only make the test slow.
      }),
      { numRuns: CASES, seed: SEED },
    );
    const send = async (given: (typeof cases)[number]) => {
      const query = Object.entries({ name: given.name, ...given.query })
        .filter(([key]) => key !== "wait" && !(path.includes("{name}") && key === "name"))
        .filter(([key]) => key !== "name" || names.includes("name"))
        .map(([key, value]) => `${encodeURIComponent(key)}=${encode(value)}`);
      const segment = encode(given.name) || "x";
      const address = `${path.replace("{name}", segment)}${query.length > 0 ? `?${query.join("&")}` : ""}`;
      const answer = await callApi(api, {
        method,
        path: address,
        token,
        body: operation.body ? (given.raw ?? given.body ?? null) : undefined,
        headers: { [given.header]: given.value },
      });
      if (answer.status < 500 && (answer.status < 400 || method === "HEAD")) return undefined;
      // Node itself refuses a head of more than 16 KB before it passes the request on.
      if (answer.status === 431 && address.length > 12_000) return undefined;
      const isProblem =
        answer.headers.get("content-type") === "application/problem+json" &&
        answer.json?.status === answer.status &&
        typeof answer.json.code === "string";
      return answer.status >= 500 || !isProblem
        ? { given, status: answer.status, text: answer.text.slice(0, 300) }
        : undefined;
    };
    const failed: unknown[] = [];
    for (let from = 0; from < cases.length; from += AT_ONCE) {
      const answers = await Promise.all(cases.slice(from, from + AT_ONCE).map(send));
      failed.push(...answers.filter((one) => one !== undefined));
    }
    expect(failed.slice(0, 3)).toEqual([]);
  },
);

/** Like a careless client: text that cannot be encoded is sent as it is. */
function encode(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : "%ED%A0%80";
}
