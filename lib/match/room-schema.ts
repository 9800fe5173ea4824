import * as z from "zod";
import { type FieldProblem, RoomkeeperError } from "@/lib/core/errors";
import { firstIssues } from "@/lib/core/first-issues";
import { issueText } from "@/lib/core/issue-text";
import { findUnstorable, pointerOf } from "@/lib/core/json-tree";
import { LIMITS } from "@/lib/core/limits";
import { isMoment, LATEST_MS } from "@/lib/core/moment";
import { isStorableText } from "@/lib/core/text";
import type { RatingEntry, SerializedRoom } from "./room";
import { roomSettings } from "./room-settings";

function text(unitsMax: number) {
  return z.string().max(unitsMax);
}

const count = z.int().min(0);

function unlessMissing(message: string) {
  return (issue: { input?: unknown }) => (issue.input === undefined ? undefined : message);
}

/** Descriptions of the fields of a room, for the documentation of the API. */
export const ROOM_NAME_TEXT = `The name of the room: any text of 1 to ${LIMITS.roomNameUnitsMax} characters, exactly as it was saved. An emoji counts as two characters or more.`;
export const CREATED_AT_TEXT =
  "When the room was opened (ISO 8601 with a zone). Name and `createdAt` together identify a room: a later room of the same name has a later `createdAt`.";
export const CREATOR_ID_TEXT =
  "The id of the Plex account that opened the room, as the game server sent it: a number or a text.";
const CREATOR_ID_FORM = `must be an integer from -(2^53-1) to 2^53-1 or a text of 1 to ${LIMITS.userNameUnitsMax} characters`;
export const CREATOR_NAME_TEXT = "The name of the Plex account that opened the room.";
export const SORT_TEXT =
  "The game server's setting for the order of the films, such as random. Roomkeeper only stores it.";
export const PASSWORD_TEXT =
  "The password that people need to enter the room, in plain text. Only tokens with the scope rooms:secrets can read it.";

/** When a room was opened: ISO 8601 with a zone. The time in UTC must be in the years 1 to 9999, so that it can be stored and shown. */
export const createdAtSchema = z.iso
  .datetime({
    offset: true,
    error: unlessMissing("must be an existing ISO 8601 time with a zone"),
    abort: true,
  })
  .refine((value) => isMoment(Date.parse(value)), "must be a time in the years 1 to 9999")
  .meta({ description: CREATED_AT_TEXT });

const TOO_LATE = "must be a time before the year 10000, in milliseconds";

/** When a film was rated: milliseconds since 1970, by the game server's clock. */
export const ratedAtMs = count.max(LATEST_MS, TOO_LATE);

/** [user name, "like" or "dislike" (other values are kept), milliseconds since 1970] */
const ratingEntry = z.tuple(
  [text(LIMITS.userNameUnitsMax), text(LIMITS.ratingValueUnitsMax), ratedAtMs],
  { error: unlessMissing("must be [user name, value, milliseconds]") },
);
const filmRatings = z.array(ratingEntry).max(LIMITS.peoplePerRoomMax);

export const RATINGS_TEXT =
  'The ratings of each film, by the id of the film. A rating is a list of the person\'s name, "like" or "dislike", and the time in milliseconds since 1970. Any other text instead of "like" and "dislike" is stored, but counts as neither.';
export const PROGRESS_TEXT =
  "How many films each person has been shown so far, by the person's name.";

/** Ratings by film, in a document or an append. */
export const ratingsSchema = z
  .record(text(LIMITS.mediaIdUnitsMax), filmRatings)
  .meta({ description: RATINGS_TEXT });

/** For each person, the greatest number of films that they have been shown. */
export const userProgressSchema = z
  .record(text(LIMITS.userNameUnitsMax), count)
  .meta({ description: PROGRESS_TEXT });

/**
 * The body of a save. Unknown fields and unknown enum values are kept; known fields must have the right type. Use
 * `parseSerializedRoom`, which also checks what the schema cannot: every text at any depth, and keys named `__proto__`.
 */
export const serializedRoomSchema = z.looseObject({
  roomName: z.string().min(1).max(LIMITS.roomNameUnitsMax).meta({ description: ROOM_NAME_TEXT }),
  sort: text(LIMITS.roomTypeUnitsMax).meta({ description: SORT_TEXT }),
  createdAt: createdAtSchema,
  creatorPlexUserId: z
    .union([z.int(), z.string().min(1).max(LIMITS.userNameUnitsMax)], {
      error: unlessMissing(CREATOR_ID_FORM),
    })
    .meta({ description: CREATOR_ID_TEXT }),
  creatorPlexUsername: text(LIMITS.userNameUnitsMax).meta({ description: CREATOR_NAME_TEXT }),
  password: text(LIMITS.passwordUnitsMax).optional().meta({ description: PASSWORD_TEXT }),
  ...roomSettings,
  ratings: ratingsSchema.optional(),
  userProgress: userProgressSchema.optional(),
});

/** Whether a room can have this name. */
export function isRoomName(name: string): boolean {
  return name.length > 0 && name.length <= LIMITS.roomNameUnitsMax && isStorableText(name);
}

/**
 * Checks the document of a save and returns it unchanged, except that `_metadata`, which Roomkeeper adds to replies, is removed.
 * Nothing is trimmed, renamed or filled in.
 *
 * @param value the result of parsing the JSON
 * @throws RoomkeeperError `invalid_document`, whose `details.fields` names the wrong places by JSON pointer (RFC 6901)
 */
export function parseSerializedRoom(value: unknown): SerializedRoom {
  const room = withoutMetadata(value);
  refuse(problemsOf(room), UNFIT);
  return room as SerializedRoom;
}

/**
 * Like `parseSerializedRoom`, for a room that is already stored. The times of its ratings may be later than the maximum for new ratings.
 */
export function parseKeptRoom(value: unknown): SerializedRoom {
  const room = withoutMetadata(value);
  const problems = problemsOf(room).filter(({ message }) => message !== TOO_LATE);
  refuse(problems, UNFIT);
  return room as SerializedRoom;
}

const UNFIT = "This room cannot be stored";

function problemsOf(room: unknown): FieldProblem[] {
  if (isRecord(room)) {
    const overfull = [
      ...tooManyRatings(room.ratings, "/ratings"),
      ...tooManyPeople(room.userProgress, "/userProgress"),
    ];
    if (overfull.length > 0) return overfull;
  }
  const problems = [
    ...findUnstorable(room, "", { depthMax: LIMITS.jsonDepthMax, problemsMax: LIMITS.problemsMax }),
    ...schemaProblems(serializedRoomSchema, room, ""),
  ];
  if (isRecord(room)) {
    problems.push(...hiddenProblems(room.ratings, filmRatings, "/ratings"));
    problems.push(...hiddenProblems(room.userProgress, count, "/userProgress"));
  }
  return problems;
}

/**
 * Checks ratings that are sent without a document.
 * @throws RoomkeeperError `invalid_document`, as `parseSerializedRoom`
 */
export function parseRatings(value: unknown, pointer = "/ratings"): Record<string, RatingEntry[]> {
  const message = "These ratings cannot be stored";
  refuse(tooManyRatings(value, pointer), message);
  const problems = [
    ...findUnstorable(value, pointer, { depthMax: 4, problemsMax: LIMITS.problemsMax }),
    ...schemaProblems(ratingsSchema, value, pointer),
    ...hiddenProblems(value, filmRatings, pointer),
  ];
  refuse(problems, message);
  return value as Record<string, RatingEntry[]>;
}

function withoutMetadata(value: unknown): unknown {
  if (!isRecord(value) || !Object.hasOwn(value, "_metadata")) return value;
  const { _metadata, ...room } = value;
  return room;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The ratings are counted before anything else is checked, so that a huge list costs little. */
function tooManyRatings(ratings: unknown, pointer: string): FieldProblem[] {
  if (!isRecord(ratings)) return [];
  const films = Object.values(ratings);
  if (films.length > LIMITS.filmsPerRoomMax) {
    return [{ pointer, message: `must hold at most ${LIMITS.filmsPerRoomMax} films` }];
  }
  const all = films.reduce<number>((sum, film) => sum + (Array.isArray(film) ? film.length : 0), 0);
  if (all <= LIMITS.ratingsPerRoomMax) return [];
  return [{ pointer, message: `must hold at most ${LIMITS.ratingsPerRoomMax} ratings` }];
}

function tooManyPeople(progress: unknown, pointer: string): FieldProblem[] {
  if (!isRecord(progress)) return [];
  if (Object.keys(progress).length <= LIMITS.peoplePerRoomMax) return [];
  return [{ pointer, message: `must name at most ${LIMITS.peoplePerRoomMax} people` }];
}

/** Schemas ignore a key named `__proto__`, but a person or a film may have that name. */
function hiddenProblems(record: unknown, schema: z.ZodType, pointer: string): FieldProblem[] {
  if (!isRecord(record)) return [];
  const hidden = Object.getOwnPropertyDescriptor(record, "__proto__");
  return hidden ? schemaProblems(schema, hidden.value, `${pointer}/__proto__`) : [];
}

function schemaProblems(schema: z.ZodType, value: unknown, pointer: string): FieldProblem[] {
  if (schema.validate(value)) return [];
  return firstIssues(schema, value, issueText).map(({ path, message }) => ({
    pointer: path.reduce<string>((whole, key) => pointerOf(whole, key), pointer),
    message,
  }));
}

function refuse(problems: FieldProblem[], message: string): void {
  if (problems.length === 0) return;
  const reasons = problems
    .slice(0, LIMITS.problemsNamedMax)
    .map((problem) => `${problem.pointer || "it"} ${problem.message}`);
  throw new RoomkeeperError("invalid_document", `${message}: ${reasons.join(", ")}.`, {
    fields: problems.slice(0, LIMITS.problemsMax),
  });
}
