import type { KeptFacts } from "@/lib/web/pages/load-kept-facts";
import { Count } from "../count";
import styles from "../room-list.module.css";
import { RoomOverview } from "../room-overview";
import type { KindPages } from "./kind-pages";

/** The pages of a kind that has nothing of its own, and with which every kind begins. */
export const PLAIN_PAGES: KindPages = {
  words: {
    use: "take part",
    using: "using",
    used: "used",
    lastUse: "last use",
    lastUsed: "last used",
  },
  server: {
    name: "a game server",
    docsHref: "/docs",
    missingHref: "/docs",
    howToOpen: "As soon as a game server saves a room of yours, it appears here.",
  },
  knownBy: "id",
  tabs: [],
  columns: [
    {
      title: "People",
      className: `${styles.num} ${styles.cPeople}`,
      cell: (room) => <Count value={room.peopleCount} />,
    },
  ],
  types: {},
  sorts: {},
  finds: [],
  typeOf: () => "",
  contents: () => [],
  losses: () => [],
  lossesOfMany: () => [],
  first: {
    tab: "Overview",
    page: (visit, content) => <RoomOverview visit={visit} kept={content as KeptFacts} />,
  },
  acts: () => null,
  settings: () => [],
  historyNote: "",
};
