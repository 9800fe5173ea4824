import { expect, test } from "vitest";
import { RoomkeeperError } from "@/lib/core/errors";
import { forPage } from "./for-page";

const overloaded = new RoomkeeperError("overloaded", "Too many requests arrived at once.");
const ROWS: [name: string, thrown: unknown, digest: RegExp][] = [
  ["too many requests", overloaded, /^overloaded\/rq_/],
  [
    "too many requests, as Prisma wraps it",
    new Error("Invalid query", { cause: overloaded }),
    /^overloaded\/rq_/,
  ],
  [
    "a database that is away",
    Object.assign(new Error(), { code: "ECONNREFUSED" }),
    /^unavailable\/rq_/,
  ],
];

test.each(ROWS)("%s reaches the error page by its code", async (_, thrown, digest) => {
  await expect(forPage(() => Promise.reject(thrown))).rejects.toMatchObject({
    digest: expect.stringMatching(digest),
  });
});

test("any other failure is passed on unchanged", async () => {
  const thrown = new Error("broken");
  await expect(forPage(() => Promise.reject(thrown))).rejects.toBe(thrown);
  expect(thrown).not.toHaveProperty("digest");
});
