import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { RoomkeeperError } from "@/lib/core/errors";
import { readEnv } from "@/lib/runtime/env";
import type { AnyOperation } from "@/lib/web/api/api-operation";
import { METHODS } from "@/lib/web/api/api-operation";
import { parseFields } from "@/lib/web/forms/handle-form";
import { parseQuery } from "./parse-query";

/** Texts of the validator's own English messages. */
const VALIDATOR_TEXT =
  /\b(Invalid|[Ee]xpected|[Rr]eceived|Unrecognized|Too (small|big)|discriminator|NaN|undefined|nonoptional|ZodError)\b|[<>]=/;

/** Values that a careless or hostile caller could send in a field. */
const VALUES = [
  ...["", " ", "x", "-1", "1.5", "9e99", "NaN", "2026-13-40", "x".repeat(5_000)],
  ...[null, true, -1, 0.5, 1e99, [], [[]], [null], ["x"], {}, { x: 1 }, { "": [] }],
  ...[["x".repeat(5_000)], Array(1_200).fill("x"), Array(1_200).fill(7)],
];

const shapeOf = (schema: unknown): string[] => {
  const inner = schema as { shape?: object; in?: unknown; _zod?: { def: { in?: unknown } } };
  if (inner.shape) return Object.keys(inner.shape);
  const next = inner._zod?.def.in;
  return next ? shapeOf(next) : [];
};

/** Every field with every value, no field, and an unknown field. */
function attempts(fields: readonly string[], good: Record<string, unknown> = {}): unknown[] {
  const each = fields.flatMap((field) => VALUES.map((value) => ({ ...good, [field]: value })));
  return [{}, good, { ...good, "no such": "1" }, ...VALUES, ...each];
}

function messagesOf(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (error) {
    if (!(error instanceof RoomkeeperError)) throw error;
    const { message, details } = error;
    return [message, ...(details.fields ?? []).map((field) => field.message)].join("\n");
  }
}

const operations = Object.entries(API_V1_ROUTES).flatMap(([route, module]) =>
  METHODS.flatMap((method) => {
    const { operation } = (module as Record<string, { operation?: AnyOperation }>)[method] ?? {};
    return operation ? [[`${method} ${route}`, operation] as const] : [];
  }),
);

const FORMS = path.resolve(import.meta.dirname, "..", "..", "..", "app", "api", "dashboard");
const forms = readdirSync(FORMS, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("route.ts"))
  .sort();

describe("no refusal contains a message of the validator", () => {
  test.each(operations)("%s", (_name, operation) => {
    const told: string[] = [];
    const query = { ...operation.example.query };
    for (const given of attempts(shapeOf(operation.query), query)) {
      if (typeof given !== "object" || given === null || Array.isArray(given)) continue;
      const pairs = Object.entries(given).map(([key, value]) => [key, String(value)]);
      const address = `/api/v1/x?${new URLSearchParams(pairs)}`;
      told.push(messagesOf(() => parseQuery(operation.query, address)));
    }
    const { body } = operation;
    const good = operation.example.body as Record<string, unknown> | undefined;
    if (body) {
      const fields = [...new Set([...shapeOf(operation.bodySchema), ...Object.keys(good ?? {})])];
      for (const given of attempts(fields, good)) told.push(messagesOf(() => body(given)));
    }
    expect(told.some((text) => text !== "")).toBe(true);
    for (const text of told) expect(text).not.toMatch(VALIDATOR_TEXT);
  });

  test.each(forms)("the form %s", async (name) => {
    const module = (await import(path.join(FORMS, name))) as { POST?: { schema?: z.ZodType } };
    const schema = module.POST?.schema;
    if (!schema) return;
    for (const given of attempts(shapeOf(schema))) {
      expect(messagesOf(() => parseFields(schema, given))).not.toMatch(VALIDATOR_TEXT);
    }
  });

  test("the settings", () => {
    const names = ["PORT", "RATE_LIMIT_PER_TOKEN", "TRUST_PROXY", "LOG_LEVEL", "PLEX_API_URL"];
    for (const name of names) {
      const told = messagesOf(() => readEnv({ [name]: "?" }));
      expect(told).toContain(name);
      expect(told).not.toMatch(VALIDATOR_TEXT);
    }
  });
});

test("a refusal says that a missing parameter is missing, and that an unknown one is unknown", () => {
  const restore = operations.find(([name]) => name === "POST /api/v1/room/restore")?.[1];
  const { query } = restore as AnyOperation;
  const told = (address: string) => messagesOf(() => parseQuery(query, address)).split("\n");
  expect(told("/api/v1/room/restore?name=a")).toEqual([
    "The parameters do not fit: createdAt is missing.",
    "is missing",
  ]);
  expect(told("/api/v1/room/restore?name=a&createdAt=soon&x=1&y=2")).toEqual([
    "The parameters do not fit: createdAt must be an existing ISO 8601 time with a zone, x is not known here, y is not known here.",
    ...["must be an existing ISO 8601 time with a zone", "is not known here", "is not known here"],
  ]);
});
