import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { firstIssues } from "@/lib/core/first-issues";
import { issueText } from "@/lib/core/issue-text";
import { pointerOf } from "@/lib/core/json-tree";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText, UNSTORABLE_TEXT } from "@/lib/core/text";
import type { RatingEntry } from "@/lib/match/room";
import {
  createdAtSchema,
  parseRatings,
  ratingsSchema,
  userProgressSchema,
} from "@/lib/match/room-schema";

/** Checks a body against its schema. Throws `invalid_document` naming what is wrong by JSON pointer. */
export function parseBody<T>(schema: z.ZodType<T>, value: unknown): T {
  // `safeParse` alone would collect all problems of a body with any number of items.
  if (schema.validate(value)) return schema.parse(value);
  const fields = firstIssues(schema, value, issueText).map(({ path, message }) => ({
    pointer: path.reduce<string>((whole, key) => pointerOf(whole, key), ""),
    message: message.toWellFormed(),
  }));
  const named = fields.map(({ pointer, message }) => `${pointer || "the body"} ${message}`);
  throw new RoomkeeperError("invalid_document", `The body is not valid: ${named.join(", ")}.`, {
    fields,
  });
}

export interface RatingsBody {
  ratings: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
  createdAt?: string;
}

/** What an append looks like; `parseRatingsAppend` checks more. */
export const ratingsAppendSchema = z.strictObject({
  ratings: ratingsSchema,
  userProgress: userProgressSchema.optional(),
  createdAt: createdAtSchema.optional(),
});

const appendShape = z.strictObject({
  ratings: z.record(z.string(), z.unknown()),
  userProgress: z.record(z.string(), z.unknown()).optional(),
  createdAt: createdAtSchema.optional(),
});

/** The body of an append: up to 1,000 ratings, and progress. */
export function parseRatingsAppend(value: unknown): RatingsBody {
  parseBody(appendShape, value);
  const body = value as RatingsBody;
  const ratings = parseRatings(body.ratings);
  const count = Object.values(ratings).reduce((sum, film) => sum + film.length, 0);
  if (count > LIMITS.ratingsPerAppendMax) {
    const message = `must hold at most ${LIMITS.ratingsPerAppendMax} ratings`;
    throw new RoomkeeperError("invalid_document", `/ratings ${message}.`, {
      fields: [{ pointer: "/ratings", message }],
    });
  }
  if (body.userProgress === undefined) return { ...body, ratings };
  const userProgress = parseProgress(body.userProgress);
  return { ...body, ratings, userProgress };
}

const progressName = z
  .string()
  .max(LIMITS.userNameUnitsMax)
  .refine(isStorableText, UNSTORABLE_TEXT);

/** Entries, because record schemas skip a key named `__proto__`, which is a valid name here. */
const progressEntries = z.array(z.tuple([progressName, z.int().min(0)]));

function parseProgress(value: Record<string, number>): Record<string, number> {
  const entries = Object.entries(value);
  if (entries.length > LIMITS.peoplePerRoomMax) {
    const message = `must name at most ${LIMITS.peoplePerRoomMax} people`;
    throw new RoomkeeperError("invalid_document", `/userProgress ${message}.`, {
      fields: [{ pointer: "/userProgress", message }],
    });
  }
  parseBody(progressEntries, entries);
  return value;
}
