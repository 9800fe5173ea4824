import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";

export type LimitName = keyof typeof LIMITS;

/** What a limit counts, beginning with a capital letter, and where it stands in the code. */
export type LimitRow = readonly [name: LimitName, text: string];

export interface LimitGroup {
  id: string;
  title: string;
  rows: readonly LimitRow[];
}

/** Every limit that a caller of the API or a receiver of webhooks can meet, in the order of the page. */
export const LIMIT_GROUPS: readonly LimitGroup[] = [
  {
    id: "size",
    title: "Size of a body",
    rows: [
      ["bodyBytesMax", "A body. A larger one is refused before it is read"],
      ["jsonDepthMax", "Lists and objects inside each other"],
      ["jsonContainersMax", "Lists and objects in one body"],
      ["jsonMembersMax", "Members of all lists and objects of one body"],
      ["slowBodyMs", "Time in which a body may arrive as slowly as it likes"],
      ["slowBodyBytesPerSecondMin", "After that time, the least that must arrive in a second"],
      ["problemsMax", "Problems that one refusal names"],
      ["problemsNamedMax", "Problems of a room that `detail` names; `errors` has all of them"],
      ["pointerStepUnitsMax", "A field’s name in `errors`; a longer one is cut"],
    ],
  },
  {
    id: "texts",
    title: "Length of a text",
    rows: [
      ["roomNameUnitsMax", "The name of a room; at least one character"],
      ["userNameUnitsMax", "The name of a person, `creatorPlexUserId`, the `key` of a filter"],
      ["mediaIdUnitsMax", "The id of a film"],
      ["ratingValueUnitsMax", "The value of a rating"],
      ["passwordUnitsMax", "The password of a room"],
      [
        "roomTypeUnitsMax",
        "`roomType`, `sort`, `sortOrder`, `genreFilterMode`, an option, the `operator` of a filter",
      ],
      ["mediaTitleUnitsMax", "The title of a film"],
      ["searchUnitsMax", "The text of a search, `q`"],
      ["cursorUnitsMax", "A cursor"],
      ["idempotencyKeyUnitsMax", "An `Idempotency-Key`"],
      ["conditionUnitsMax", "`If-Match` and `If-None-Match`"],
      ["leaseInstanceUnitsMax", "The name of an instance that takes a lease"],
    ],
  },
  {
    id: "writes",
    title: "Contents of one request",
    rows: [
      ["filmsPerRoomMax", "Films with ratings in a saved room"],
      ["ratingsPerRoomMax", "Ratings in a saved room"],
      ["peoplePerRoomMax", "Ratings of one film; people in `userProgress`"],
      ["filtersPerRoomMax", "Filters of a room"],
      ["valuesPerFilterMax", "Values of a filter"],
      ["optionsPerRoomMax", "Options of a room"],
      ["contentRatingsPerRoomMax", "Age ratings of a room"],
      ["createdAheadMsMax", "How far in the future `createdAt` may be"],
      ["ratingsPerAppendMax", "Ratings added to a room"],
      ["batchOperationsMax", "Operations of a batch"],
      ["mediaPerPutMax", "Films that get their titles"],
      ["mediaDurationMsMax", "How long a film may be"],
    ],
  },
  {
    id: "lists",
    title: "Lists",
    rows: [
      ["pageItemsDefault", "Items of a page, unless you ask for another number"],
      ["pageItemsMax", "Items of a page at most"],
      ["eventsPerPageMax", "Events of a page at most"],
      ["countedRowsMax", "Items that are counted for `total`"],
    ],
  },
  {
    id: "tokens",
    title: "Tokens and keys",
    rows: [
      ["tokensPerSpaceMax", "Tokens of a space that have not ended"],
      ["tokenOverlapHoursDefault", "How long a rotated token keeps working, unless you say so"],
      ["tokenOverlapHoursMax", "How long a rotated token keeps working at most"],
      [
        "tokenUnusedSuccessorHours",
        "How long a token that was rotated without an overlap waits for the first use of the new one",
      ],
      ["tokenRotationsPerHourMax", "Rotations of a token and its successors in an hour"],
      ["idempotencyDays", "How long the reply to an `Idempotency-Key` is stored"],
    ],
  },
  {
    id: "leases",
    title: "Leases",
    rows: [
      ["leaseSecondsMin", "The shortest lease"],
      ["leaseSecondsDefault", "A lease, unless you say how long"],
      ["leaseSecondsMax", "The longest lease"],
      ["leaseConnectionsMax", "Connections that a lease may report"],
    ],
  },
  {
    id: "events",
    title: "Events",
    rows: [
      ["eventDays", "How long events are stored"],
      ["eventWaitSecondsMax", "How long a request may wait for the first event"],
      ["streamsPerTokenMax", "Open streams of a token and its successors, for each instance"],
      ["eventStreamsMax", "Open streams of an instance"],
      ["eventHeartbeatMs", "A stream without events brings a comment this often"],
      ["liveStreamsPerPersonMax", "Live pages of a person, for each instance"],
      ["liveStreamsMax", "Live pages of an instance"],
      ["eventStallMs", "A stream from which nobody reads is closed after this time"],
    ],
  },
  {
    id: "webhooks",
    title: "Webhooks",
    rows: [
      ["webhooksPerSpaceMax", "Webhooks of a space"],
      ["webhookUrlUnitsMax", "The address of a webhook"],
      ["webhookAttemptMs", "Time to answer a message"],
      ["webhookReplyBytesMax", "The part of an answer that Roomkeeper reads"],
      ["webhookRetryAfterSecondsMax", "The longest `Retry-After` that a receiver may ask for"],
      ["webhookInFlightMax", "Messages that a webhook gets at once"],
      ["webhookFailingDays", "A webhook that nothing reaches for this time is turned off"],
      ["webhookOverlapHours", "How long the former secret signs too after a rotation"],
      ["webhookDeliveryDays", "How long the attempts are stored"],
      ["webhookReplayMax", "Messages that one replay sends again"],
    ],
  },
  {
    id: "busy",
    title: "When to come back",
    rows: [
      ["rateWindowSeconds", "The time in which requests are counted"],
      ["admissionRetrySecondsMax", "The longest `Retry-After` of `overloaded` for a request"],
    ],
  },
];

const DAY_SECONDS = 24 * 60 * 60;

/** The value of a limit with its unit, which is the end of its name: "20,000", "512 characters", "8 MiB", "10 seconds", "7 days". */
export function limitValue(name: LimitName): string {
  const value = LIMITS[name];
  const [, unit = ""] = /(Units|BytesPerSecond|Bytes|Ms|Seconds|Hours|Days)/.exec(name) ?? [];
  if (unit === "Units") return counted(value, "character");
  if (unit.startsWith("Bytes")) return inBytes(value);
  if (unit === "Ms") return inSeconds(value / 1000);
  if (unit === "Seconds") return inSeconds(value);
  if (unit === "Hours") return inSeconds(value * 60 * 60);
  if (unit === "Days") return inSeconds(value * DAY_SECONDS);
  return value.toLocaleString("en-US");
}

function inBytes(bytes: number): string {
  const kib = bytes / 1024;
  return kib < 1024 ? `${kib} KiB` : `${kib / 1024} MiB`;
}

function inSeconds(seconds: number): string {
  if (seconds % DAY_SECONDS === 0) return counted(seconds / DAY_SECONDS, "day");
  if (seconds % 3600 === 0) return counted(seconds / 3600, "hour");
  return counted(seconds, "second");
}
