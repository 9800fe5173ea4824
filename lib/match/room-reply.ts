import { z } from "zod";
import { NEXT_CURSOR_TEXT } from "@/lib/core/cursor";
import type { RatingEntry } from "./room";
import {
  CREATED_AT_TEXT,
  CREATOR_ID_TEXT,
  CREATOR_NAME_TEXT,
  PASSWORD_TEXT,
  PROGRESS_TEXT,
  RATINGS_TEXT,
  ROOM_NAME_TEXT,
  SORT_TEXT,
} from "./room-schema";
import { roomSettings } from "./room-settings";

/** What the API says about a room in addition to its document. */
export const roomMetadataSchema = z
  .strictObject({
    id: z.string().meta({
      description:
        "The id of this room, which Roomkeeper gave it. A later room of the same name has another id.",
    }),
    incarnation: z.string().meta({ description: "The same as `id`. The ETag contains it." }),
    version: z.int().meta({
      description: "The version of the room. Each write that is accepted increases it by one.",
    }),
    status: z.enum(["open", "expired", "deleted", "replaced"]).meta({
      description:
        "open: the room can be read and saved. The other values say why it is not open: expired (`expiresAt` is past), deleted (somebody deleted it) or replaced (a later room of the same name replaced it).",
    }),
    locked: z.boolean().meta({
      description:
        "Whether the room is locked, by an admin or its owner. Saves of a locked room are refused.",
    }),
    storedAt: z.string().meta({ description: "When Roomkeeper first stored the room (ISO 8601)." }),
    updatedAt: z.string().meta({ description: "When the room was last changed (ISO 8601)." }),
    lastActivityAt: z.string().meta({
      description:
        "The time of the newest rating, or of the room's opening if no rating is newer (ISO 8601). A time in the future counts as the time of the save.",
    }),
    expiresAt: z.string().nullable().meta({
      description: "When the room expires if nothing changes (ISO 8601); null for never.",
    }),
  })
  .meta({
    id: "RoomMetadata",
    description: "What Roomkeeper knows about a room in addition to its document.",
  });

const metadata = roomMetadataSchema.meta({
  description: "What Roomkeeper knows about the room in addition to its document.",
});

/** The reply to a save or an append. */
export const writtenReplySchema = z.strictObject({ _metadata: metadata });

export const takenBackReplySchema = z.strictObject({
  takenBack: z.boolean().meta({ description: "Whether there was a rating to take back." }),
  _metadata: metadata,
});

/**
 * Whether the value contains ratings by film. It does not use zod, whose records and tuples cost five times as much as writing the JSON.
 */
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

/** The JSON Schemas of the checks above, for the description of the API. */
const RATINGS_JSON = {
  description: RATINGS_TEXT,
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
const PROGRESS_JSON = {
  description: PROGRESS_TEXT,
  type: "object",
  additionalProperties: { type: "integer" },
} as const;

/** The settings of a room, described as in a save. A save has checked them, so the reply does not check them again. */
const settings = {
  filters: asSaved(roomSettings.filters),
  options: asSaved(roomSettings.options),
  roomType: asSaved(roomSettings.roomType),
  sortOrder: asSaved(roomSettings.sortOrder),
  genreFilterMode: asSaved(roomSettings.genreFilterMode),
  ratingFilter: asSaved(roomSettings.ratingFilter),
  contentRatingFilter: asSaved(roomSettings.contentRatingFilter),
};

/** A schema that accepts every value and is described like `schema`. */
function asSaved(schema: z.ZodType) {
  const { $schema: _, ...description } = z.toJSONSchema(schema);
  return z.unknown().optional().meta(description);
}

/** A room document as the API sends it: all fields of the game server, also unknown ones, and `_metadata`. */
export const roomReplySchema = z
  .looseObject({
    roomName: z.string().meta({ description: ROOM_NAME_TEXT }),
    sort: z.string().meta({ description: SORT_TEXT }),
    createdAt: z.string().meta({ description: CREATED_AT_TEXT }),
    creatorPlexUserId: z.union([z.string(), z.number()]).meta({ description: CREATOR_ID_TEXT }),
    creatorPlexUsername: z.string().meta({ description: CREATOR_NAME_TEXT }),
    password: z.string().optional().meta({ description: PASSWORD_TEXT }),
    ...settings,
    ratings: z.custom<Record<string, RatingEntry[]>>(areRatings).meta(RATINGS_JSON),
    userProgress: z.custom<Record<string, number>>(isProgress).meta(PROGRESS_JSON),
    _metadata: metadata,
  })
  .meta({ id: "Room", description: "A room as it was saved, and what Roomkeeper knows about it." });

const hasPassword = z.boolean().meta({
  description:
    "Whether the room has a password. Tokens that cannot read the password get this, too.",
});

/** A room in a list, without ratings and password. */
export const roomSummarySchema = z.strictObject({
  roomName: z.string().meta({ description: ROOM_NAME_TEXT }),
  roomType: z.string().meta({
    description:
      "The type of the room, which decides when a film counts as a match: standard, unanimous, solo, async or another word of the game server.",
  }),
  createdAt: z.string().meta({ description: CREATED_AT_TEXT }),
  creatorPlexUserId: z
    .string()
    .meta({ description: "The id of the Plex account that opened the room, as text." }),
  creatorPlexUsername: z.string().meta({ description: CREATOR_NAME_TEXT }),
  hasPassword,
  ratingCount: z.int().meta({ description: "How many ratings the room has." }),
  likeCount: z.int().meta({ description: "How many of its ratings are likes." }),
  matchCount: z
    .int()
    .meta({ description: "How many matches the room has: films that its people agreed on." }),
  peopleCount: z.int().meta({ description: "How many people have rated films in the room." }),
  _metadata: metadata,
});

export type RoomReply = z.infer<typeof roomReplySchema>;
export type RoomSummary = z.infer<typeof roomSummarySchema>;

const nextCursor = z.string().nullable().meta({ description: NEXT_CURSOR_TEXT });

export const roomListReplySchema = z.strictObject({
  items: z.array(z.union([roomSummarySchema, roomReplySchema])).meta({
    description: "The rooms on this page: summaries, or whole documents with `view=document`.",
  }),
  nextCursor,
  total: z.int().optional().meta({
    description:
      "How many rooms there are on all pages, counted up to a maximum. Only with `total=true`.",
  }),
  totalIsCapped: z.boolean().optional().meta({
    description:
      "True if the count stopped at its maximum, so that there may be more rooms than `total`.",
  }),
});

export type RoomListReply = z.infer<typeof roomListReplySchema>;

export const trashedRoomSchema = z.strictObject({
  room: roomReplySchema.meta({ description: "The room as it was when it stopped being open." }),
  reason: z.enum(["deleted", "expired", "replaced"]).meta({
    description:
      "Why the room is in the trash: somebody deleted it, it expired, or a later room of the same name replaced it.",
  }),
  trashedAt: z.string().meta({ description: "When the room was moved to the trash (ISO 8601)." }),
  hasPassword,
  purgeAt: z.string().nullable().meta({
    description:
      "When the room is deleted for good (ISO 8601); null if the room has expired but is not in the trash yet.",
  }),
});

export const trashReplySchema = z.strictObject({
  items: z.array(trashedRoomSchema).meta({ description: "The rooms in the trash on this page." }),
  nextCursor,
});
export type TrashReply = z.infer<typeof trashReplySchema>;
