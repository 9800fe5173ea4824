/** One page of the docs, as menus and search know it. */
export interface DocsPageFacts {
  href: string;
  title: string;
  /** One sentence: what the page is for. */
  lead: string;
  group: DocsGroup;
}

export const DOCS_GROUPS = ["Guides", "API", "API reference"] as const;
export type DocsGroup = (typeof DOCS_GROUPS)[number];

/** Every page of the docs in reading order: the sidebar, the links to the next page and the search follow it. */
export const DOCS_PAGES: readonly DocsPageFacts[] = [
  {
    href: "/docs",
    title: "Docs",
    lead: "How to connect a game server to this Roomkeeper, or write one.",
    group: "Guides",
  },
  {
    href: "/docs/moviematch",
    title: "Connect MovieMatch",
    lead: "One line in an import map and three variables. MovieMatch itself stays as it is.",
    group: "Guides",
  },
  {
    href: "/docs/webhooks",
    title: "Webhooks",
    lead: "Get a signed message at your own address when something happens to a room.",
    group: "Guides",
  },
  {
    href: "/docs/api",
    title: "Getting started",
    lead: "Save and read rooms over HTTP. Every command on these pages works as it is shown.",
    group: "API",
  },
  api("API", "authentication", "Authentication", "Tokens, scopes, and how to rotate a token."),
  api("API", "idempotency", "Idempotency", "Send a request again without doing it twice."),
  api("API", "pagination", "Pagination", "Read long lists page by page."),
  api(
    "API",
    "limits",
    "Limits",
    "How much a token may ask in a minute, and how large a body may be.",
  ),
  api("API", "errors", "Errors", "Every error code, what it means, and what to do next."),
  api("API", "health", "Health checks", "What a load balancer or a monitor asks."),
  api("API reference", "rooms", "Rooms", "Save, read, list and delete rooms."),
  api("API reference", "ratings", "Ratings", "Add ratings to a room, and take one back."),
  api("API reference", "matches", "Matches", "The films that a room agreed on."),
  api("API reference", "leases", "Leases", "Which instance of a game server holds a room."),
  api(
    "API reference",
    "trash",
    "Trash",
    "Deleted and expired rooms: list, restore, delete for good.",
  ),
  api("API reference", "events", "Events", "Follow what happens to rooms as it happens."),
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

/** On which page an operation is described, by its path. */
export function topicOfPath(path: string): string {
  const rest = path.replace(/^\/api\/v1\//, "");
  const [noun = "", part = ""] = rest.split("/");
  if (noun === "token") return "authentication";
  if (noun !== "room") return noun;
  return (
    { ratings: "ratings", matches: "matches", lease: "leases", restore: "trash" }[part] ?? "rooms"
  );
}

/** Places of the reference when it was one page. Its operations and error codes are found by their own names. */
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
