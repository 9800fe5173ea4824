import { WeekBars } from "@/components/matches/week-bars";
import { ShareAct } from "@/components/tonight/share-act";
import { Tonight, type TonightView } from "@/components/tonight/tonight";
import { counted } from "@/lib/core/counted";
import {
  agreementText,
  chosenByText,
  endsOnFirstMatch,
  orderText,
  roomTypeText,
} from "@/lib/match/room-text";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { Count } from "../count";
import styles from "../room-list.module.css";
import type { KindPages } from "./kind-pages";
import { PLAIN_PAGES } from "./plain-pages";

/** The pages of film rooms. */
export const MATCH_PAGES: KindPages<TonightView> = {
  ...PLAIN_PAGES,
  words: {
    use: "rate",
    using: "rating in",
    used: "rated in",
    lastUse: "last rating",
    lastUsed: "last rated",
  },
  server: {
    name: "MovieMatch",
    docsHref: "/docs/moviematch",
    missingHref: "/docs/moviematch#missing",
    howToOpen:
      "Open one in MovieMatch while signed in with Plex, and it appears here a moment later.",
  },
  knownBy: "name",
  tabs: [
    { segment: "matches", label: "Matches", count: (room) => room.matchCount },
    { segment: "people", label: "People", count: (room) => room.peopleCount },
    { segment: "analytics", label: "Analytics" },
  ],
  columns: [
    {
      title: "Eight weeks",
      className: styles.cWeeks,
      cell: (room) => <WeekBars weeks={isUndated(room) ? null : room.weeks} />,
    },
    ...PLAIN_PAGES.columns,
    {
      title: "Ratings",
      className: `${styles.num} ${styles.cRatings}`,
      cell: (room) => <Count value={room.ratingCount} />,
    },
    {
      title: "Matches",
      className: styles.num,
      cell: (room) => <Count value={room.matchCount} />,
    },
  ],
  types: {
    standard: "standard",
    unanimous: "unanimous",
    solo: "solo",
    async: "async",
    other: "other",
  },
  sorts: { ratings: "most ratings", matches: "most matches" },
  finds: [["film", "films"]],
  typeOf: (room) => roomTypeText(room.roomType),
  contents: (room) => [
    counted(room.matchCount, "match", "matches"),
    counted(room.ratingCount, "rating"),
  ],
  losses: (room) => [
    {
      what: `Ratings by ${counted(room.peopleCount, "person", "people")}`,
      figure: room.ratingCount,
    },
    { what: "Matches", figure: room.matchCount },
  ],
  lossesOfMany: ({ ratings, matches }) => [
    { what: "Ratings in them", figure: ratings },
    ...(matches === undefined ? [] : [{ what: "Matches in them", figure: matches }]),
  ],
  first: { tab: "Tonight", page: (_visit, view) => <Tonight view={view} /> },
  acts: (visit) => <ShareAct visit={visit} />,
  settings: matchSettings,
  historyNote:
    "Ratings within half an hour of each other are one line. A match that ended is shown here and is not counted.",
};

function matchSettings({ room, facts }: RoomVisit): [string, string][] {
  const settings: [string, string][] = [
    ["Agreement", agreementText(room.roomType)],
    ["Films rated", facts.filmsRated.toLocaleString("en-US")],
    ["Chosen by", chosenByText(room.document)],
    ["Order", orderText(room.document)],
    ["Password", room.hasPassword ? "Set, never shown here" : "None"],
  ];
  return endsOnFirstMatch(room.document) ? [...settings, ["Ends", "At its first match"]] : settings;
}

/** Whether its ratings are dated neither after its opening nor in the weeks shown, so that nobody knows when people rated. */
function isUndated({ ratedBeforeOpening, weeks }: RoomLine): boolean {
  return ratedBeforeOpening && !weeks?.some((count) => count > 0);
}
