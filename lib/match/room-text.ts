/** Describes the settings of a room in words. The document comes from a game server, so its fields may have any type. */
type Document = Record<string, unknown>;

const list = new Intl.ListFormat("en", { type: "conjunction" });
const either = new Intl.ListFormat("en", { type: "disjunction" });

/** The type of a room with a capital letter, such as "Standard". Unknown types are shown as they are. */
export function roomTypeText(roomType: string): string {
  const word = roomType.trim() || "standard";
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** When a film is a match in a room of this type. Unknown types behave like standard. */
export function agreementText(roomType: string): string {
  if (roomType === "solo") return "Everybody keeps a list of their own";
  if (roomType === "unanimous") return "A film matches when everybody who has taken part likes it";
  const whenever = roomType === "async" ? ", whenever they come by" : "";
  return `A film matches when two people like it${whenever}`;
}

/** Whether the game server ends the room at its first match. */
export function endsOnFirstMatch(document: Document): boolean {
  return texts(document.options).includes("EndOnFirstMatch");
}

/** The order in which films are shown. */
export function orderText(document: Document): string {
  if (document.sort === "rating") return "Best rated first";
  if (document.sortOrder === "newest") return "Newest first";
  if (document.sortOrder === "oldest") return "Oldest first";
  return "Random";
}

/** How the films of the room were selected: "Drama; rated at least 7.5 and at most 9.5". */
export function chosenByText(document: Document): string {
  const filters = Array.isArray(document.filters) ? document.filters : [];
  const parts = [
    ...filters.map((filter) => filterText(filter, document.genreFilterMode === "and")),
    ratingText(document.ratingFilter),
    either.format(texts((document.contentRatingFilter as Document | undefined)?.ratings)),
  ].filter(Boolean);
  if (parts.length === 0) return "Every film in the library";
  const said = parts.join("; ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function filterText(filter: unknown, allGenres: boolean): string {
  const { key, operator, value } = (filter ?? {}) as Document;
  const values = texts(value);
  if (key === "genre") return (allGenres ? list : either).format(values);
  if (key === "contentRating") return either.format(values);
  if (key === "library") return `library ${list.format(values)}`;
  if (key === "unwatched" && values[0] === "true") return "unwatched films";
  if (key === "rating") return `rated ${list.format(values.map((bound) => boundText(bound)))}`;
  return [key, operator, either.format(values)]
    .filter((part) => typeof part === "string")
    .join(" ");
}

function boundText(bound: string): string {
  return bound.replace(/^>=\s*/, "at least ").replace(/^<=\s*/, "at most ");
}

function ratingText(filter: unknown): string {
  if (typeof filter !== "object" || filter === null) return "";
  const { min, max, type } = filter as Document;
  const kind = typeof type === "string" ? `${type} rating` : "rating";
  if (isNumber(min) && isNumber(max)) return `${kind} ${min} to ${max}`;
  if (isNumber(min)) return `${kind} at least ${min}`;
  return isNumber(max) ? `${kind} at most ${max}` : "";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
