import type { ReactNode } from "react";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { RoomVisit } from "@/lib/web/pages/load-room";

/** The counters that every list has of a room. */
export type CountedRoom = Pick<RoomRecord, "peopleCount" | "ratingCount" | "matchCount">;

/** Something that a deletion takes away, and how much of it. */
export interface Loss {
  what: string;
  figure: number;
}

/** A page of a room, below `app/(dashboard)/rooms/[id]`. */
export interface KindTab {
  segment: string;
  label: string;
  count?: (room: CountedRoom) => number;
}

/** A column of the list, between the room and its last use. */
export interface KindColumn {
  title: string;
  className?: string;
  cell: (room: RoomLine) => ReactNode;
}

/** Words for what people do in a room, for the sentences that every kind has. */
export interface KindWords {
  /** "Nobody can join or rate." */
  use: string;
  /** "People are rating in it." */
  using: string;
  /** "Nobody has rated in it." */
  used: string;
  /** "Live, last rating 3 s ago", and the heading of a column. */
  lastUse: string;
  /** "Quiet, last rated 3 days ago." */
  lastUsed: string;
}

/** How the pages for people without a room say where rooms come from. */
export interface KindServer {
  name: string;
  docsHref: string;
  /** Where it is explained why a room may be missing. */
  missingHref: string;
  howToOpen: string;
}

/**
 * What the pages show of the rooms of one kind, beside what all rooms have: key tag, owner, expiry, lock, history, trash, record.
 * A kind begins with `PLAIN_PAGES`, and changes what it has.
 */
export interface KindPages<Content = unknown> {
  words: KindWords;
  server: KindServer;
  /** What is left of a room that was deleted for good: a match room is known by its name, other rooms by their ids. */
  knownBy: "name" | "id";
  /** The tabs between the first one and Stay. A room of another kind has no such pages. */
  tabs: readonly KindTab[];
  /** The columns of a list that has only rooms of this kind. */
  columns: readonly KindColumn[];
  /** The filters and sort orders that only these rooms have, each with its text. */
  types: Readonly<Record<string, string>>;
  sorts: Readonly<Record<string, string>>;
  /** What a search finds in these rooms, as [one, several]. */
  finds: readonly (readonly [one: string, several: string])[];
  /** The type of a room, such as "Standard"; empty if these rooms have no types. */
  typeOf(room: Pick<RoomRecord, "roomType">): string;
  /** What is in a room, the most important first: "42 matches", "380 ratings". */
  contents(room: CountedRoom): string[];
  /** What a deletion takes away. */
  losses(room: CountedRoom): Loss[];
  /** The same for several rooms. */
  lossesOfMany(sum: { ratings: number; matches?: number }): Loss[];
  /** The first page of a room: the text of its tab, and what it shows. `content` is what `lib/web/pages/room-content.ts` loads for the kind. */
  first: { tab: string; page(visit: RoomVisit, content: Content): ReactNode };
  /** What can be done with a room beside what its menu has; on its pages it stands beside the menu. */
  acts(visit: RoomVisit): ReactNode;
  /** The settings with which a room was opened. */
  settings(visit: RoomVisit): [what: string, value: string][];
  /** What the history contains beside changes, in sentences. */
  historyNote: string;
}
