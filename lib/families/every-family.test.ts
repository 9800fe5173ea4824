import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { SCOPES } from "@/lib/tokens/token";
import { tagOf } from "@/lib/web/openapi/describe-api";
import { FAMILIES } from "./registry";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What the API and the client call the first family; every other family has the name of its kind there. */
const MATCH = { tag: "rooms", module: "moviematch" };

describe.each(FAMILIES)("the family $kind", ({ kind }) => {
  const { tag, module } = kind === "match" ? MATCH : { tag: kind, module: kind };

  test.each([
    ["its rules and verbs", `lib/${kind}`],
    ["its port and adapters", `lib/storage/${kind}`],
    ["the conformance suite that each adapter passes", `lib/storage/${kind}/conformance`],
    ["the module for game servers", `lib/entries/${module}.ts`],
  ])("has %s", (_what, name) => {
    expect(existsSync(path.join(ROOT, name)), name).toBe(true);
  });

  test("has scopes to read and to write its rooms", () => {
    expect(SCOPES).toEqual(expect.arrayContaining([`${tag}:read`, `${tag}:write`]));
  });

  test("has operations under a tag of its own", () => {
    expect(Object.keys(API_V1_ROUTES).map(tagOf)).toContain(tag);
  });

  test("has its module for game servers among those that are built", () => {
    const built = readFileSync(path.join(ROOT, "scripts/build-client.mjs"), "utf8");
    expect(built).toContain(`{ name: "${module}", source: "${module}"`);
  });
});
