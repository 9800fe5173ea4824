import { z } from "zod";
import type { RatingEntry } from "./room";

/** What Roomkeeper says of a room beyond its document. */
export const roomMetadataSchema = z
  .strictObject({
    id: z.string(),
    incarnation: z.string(),
    version: z.int(),
    status: z.enum(["open", "expired", "deleted", "replaced"]),
    locked: z.boolean(),
    storedAt: z.string(),
    updatedAt: z.string(),
    lastActivityAt: z.string(),
    expiresAt: z.string().nullable(),
  })
  .meta({ id: "RoomMetadata", description: "What Roomkeeper says of a room beyond its document." });

/** The answer to a save or an append. */
export const writtenReplySchema = z.strictObject({ _metadata: roomMetadataSchema });

export const takenBackReplySchema = z.strictObject({
  /** Whether there was a rating to take back. */
  takenBack: z.boolean(),
  _metadata: roomMetadataSchema,
});

/** Ratings by film. By hand, because zod's records and tuples cost five times as much as writing the JSON. */
function areRatings(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((film) => isList(film, isRating));
}

function isRating(entry: unknown): boolean {
  if (!Array.isArray(entry) || entry.length !== 3) return false;
  const [userName, value, atMs] = entry;
  return typeof userName === "string" && typeof value === "string" && Number.isInteger(atMs);
}

function isProgress(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(Number.isInteger);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

/** What the checks above check, as JSON Schema, for the description of the API. */
const RATINGS_JSON = {
  type: "object",
  additionalProperties: {
    type: "array",
    items: {
      type: "array",
      prefixItems: [{ type: "string" }, { type: "string" }, { type: "integer" }],
      minItems: 3,
      maxItems: 3,
    },
  },
} as const;
const PROGRESS_JSON = { type: "object", additionalProperties: { type: "integer" } } as const;

/** A room document as it leaves: the game server's own fields, known or not, and `_metadata`. */
export const roomReplySchema = z
  .looseObject({
    roomName: z.string(),
    sort: z.string(),
    createdAt: z.string(),
    creatorPlexUserId: z.union([z.string(), z.number()]),
    creatorPlexUsername: z.string(),
    password: z.string().optional(),
    ratings: z.custom<Record<string, RatingEntry[]>>(areRatings).meta(RATINGS_JSON),
    userProgress: z.custom<Record<string, number>>(isProgress).meta(PROGRESS_JSON),
    _metadata: roomMetadataSchema,
  })
  .meta({ id: "Room", description: "A room as it was saved, and what Roomkeeper says of it." });

/** A room in a list: no ratings, no password. */
export const roomSummarySchema = z.strictObject({
  roomName: z.string(),
  roomType: z.string(),
  createdAt: z.string(),
  creatorPlexUserId: z.string(),
  creatorPlexUsername: z.string(),
  hasPassword: z.boolean(),
  ratingCount: z.int(),
  likeCount: z.int(),
  matchCount: z.int(),
  peopleCount: z.int(),
  _metadata: roomMetadataSchema,
});

export type RoomReply = z.infer<typeof roomReplySchema>;
export type RoomSummary = z.infer<typeof roomSummarySchema>;

const nextCursor = z.string().nullable();

export const roomListReplySchema = z.strictObject({
  items: z.array(z.union([roomSummarySchema, roomReplySchema])),
  nextCursor,
  /** Only when asked for; at most the cap, and then `totalIsCapped`. */
  total: z.int().optional(),
  totalIsCapped: z.boolean().optional(),
});

export type RoomListReply = z.infer<typeof roomListReplySchema>;

export const trashedRoomSchema = z.strictObject({
  room: roomReplySchema,
  reason: z.enum(["deleted", "expired", "replaced"]),
  trashedAt: z.string(),
  /** Also where the token may not see it. */
  hasPassword: z.boolean(),
  /** When it is removed for good; null until the sweeper has been there. */
  purgeAt: z.string().nullable(),
});

export const trashReplySchema = z.strictObject({ items: z.array(trashedRoomSchema), nextCursor });
export type TrashReply = z.infer<typeof trashReplySchema>;
