/** What menus and the search need to know about a page of the docs. */
export interface DocsPageFacts {
  href: string;
  title: string;
  /** One sentence: what the page is for. */
  lead: string;
  group: DocsGroup;
}

export const DOCS_GROUPS = ["Guides", "API", "API reference"] as const;
export type DocsGroup = (typeof DOCS_GROUPS)[number];

/** Every page of the docs in reading order. The sidebar, the links to the next page and the search use this order. */
export const DOCS_PAGES: readonly DocsPageFacts[] = [
  {
    href: "/docs",
    title: "Docs",
    lead: "How to connect a game server to this Roomkeeper, or write a new one.",
    group: "Guides",
  },
  {
    href: "/docs/moviematch",
    title: "Connect MovieMatch",
    lead: "Add three lines to an import map and set three variables. MovieMatch’s own code does not change.",
    group: "Guides",
  },
  {
    href: "/docs/storage",
    title: "Storage module",
    lead: "MovieMatch’s storage calls for a program of your own: in memory, in files or in this Roomkeeper.",
    group: "Guides",
  },
  {
    href: "/docs/webhooks",
    title: "Webhooks",
    lead: "Receive a signed message at your own address when a room changes.",
    group: "Guides",
  },
  {
    href: "/docs/warnings",
    title: "Rooms that leave",
    lead: "How owners and game servers are told before a room leaves, and how to set up mail.",
    group: "Guides",
  },
  {
    href: "/docs/api",
    title: "Getting started",
    lead: "Save and read rooms over HTTP. The commands on these pages work as shown, in the order of the pages. The replies beside them are samples: yours contain what you have saved and deleted before.",
    group: "API",
  },
  api(
    "API",
    "authentication",
    "Authentication",
    "Tokens, their scopes, and how to rotate a token.",
  ),
  api("API", "idempotency", "Idempotency", "Repeat a request without carrying it out twice."),
  api("API", "pagination", "Pagination", "Read long lists page by page."),
  api(
    "API",
    "limits",
    "Limits",
    "How many requests a token may send in a minute, and how large everything in them may be.",
  ),
  api("API", "errors", "Errors", "Every error code, what it means, and what to do next."),
  api("API", "health", "Health checks", "Endpoints for load balancers and monitoring."),
  api("API reference", "rooms", "Rooms", "Save, read, list and delete rooms."),
  api("API reference", "ratings", "Ratings", "Add ratings to a room, and take one back."),
  api("API reference", "matches", "Matches", "The films that the people in a room agreed on."),
  api("API reference", "leases", "Leases", "Which instance of a game server holds a room."),
  api(
    "API reference",
    "trash",
    "Trash",
    "Deleted and expired rooms: list, restore, delete for good.",
  ),
  api("API reference", "events", "Events", "Follow changes of rooms when they happen."),
  api("API reference", "batch", "Batch", "Many operations in one request."),
  api("API reference", "media", "Media", "Titles, years and posters for film ids."),
];

function api(group: DocsGroup, topic: string, title: string, lead: string): DocsPageFacts {
  return { href: topicHref(topic), title, lead, group };
}

/** The address of a page about the API, by its topic. */
export function topicHref(topic: string): string {
  return `/docs/api/${topic}`;
}

/** The topics of the pages below /docs/api. */
export const API_TOPICS: readonly string[] = DOCS_PAGES.map(
  ({ href }) => href.split("/")[3],
).filter((topic) => topic !== undefined);

/** The topic of the page that describes an operation, by the operation's path. */
export function topicOfPath(path: string): string {
  const rest = path.replace(/^\/api\/v1\//, "");
  const [noun = "", part = ""] = rest.split("/");
  if (noun === "token") return "authentication";
  if (noun !== "room") return noun;
  return (
    { ratings: "ratings", matches: "matches", lease: "leases", restore: "trash" }[part] ?? "rooms"
  );
}

/**
 * Anchors of the reference from the time when it was one page. Operations and error codes need no entry, because they are found by
 * their own names.
 */
export const FORMER_ANCHORS: Readonly<Record<string, string>> = {
  begin: "/docs/api",
  scopes: `${topicHref("authentication")}#scopes`,
  saving: `${topicHref("rooms")}#merge`,
  idempotency: topicHref("idempotency"),
  listening: topicHref("events"),
  pages: topicHref("pagination"),
  limits: topicHref("limits"),
  health: topicHref("health"),
  stability: "/docs/api#compatibility",
  refusals: topicHref("errors"),
  batch: topicHref("batch"),
  events: topicHref("events"),
  media: topicHref("media"),
  rooms: topicHref("rooms"),
  token: topicHref("authentication"),
  trash: topicHref("trash"),
};
