import { HiddenFields } from "@/components/ui/button";
import filtersStyles from "@/components/ui/filters.module.css";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuLink } from "@/components/ui/menu";
import { Segmented } from "@/components/ui/segmented";
import type { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { listFields, type RoomsPage, roomsHref } from "@/lib/web/pages/load-rooms";

type Key = "status" | "type" | "activity" | "sort";

/** Every choice of the filter line, with its texts; the first of each is the default. */
const PICKS: readonly { key: Key; label: string; texts: Record<string, string> }[] = [
  {
    key: "status",
    label: "Status",
    texts: { open: "open", locked: "locked", trash: "in the trash", any: "any" },
  },
  {
    key: "type",
    label: "Type",
    texts: {
      any: "any",
      standard: "standard",
      unanimous: "unanimous",
      solo: "solo",
      async: "async",
      other: "other",
    },
  },
  {
    key: "activity",
    label: "Used",
    texts: {
      any: "any time",
      now: "now",
      week: "this week",
      month: "this month",
      quiet: "not for a month",
      never: "never",
    },
  },
  {
    key: "sort",
    label: "Sort",
    texts: {
      need: "live first",
      last: "last used",
      leaves: "leaves next",
      name: "by name",
      opened: "newest",
      ratings: "most ratings",
      matches: "most matches",
    },
  },
];

/** The search, the choice of whose rooms, and the filters. They are links and one GET form, so the address contains every choice. */
export function RoomListFilters({ page }: { page: RoomsPage }) {
  const { filter, path, counts, isAdmin } = page;
  const { q: _q, ...others } = listFields(page);
  const isOwnList = path !== "/admin/rooms";
  return (
    <div className={filtersStyles.filters} data-filters="">
      <search className={filtersStyles.findBox}>
        <form method="get" action={path}>
          <HiddenFields fields={others} />
          <label className={filtersStyles.find}>
            <Icon name="search" />
            <span className="sr-only">Search rooms, owners, films</span>
            <input
              type="search"
              id="find"
              name="q"
              placeholder="Room, owner or film"
              defaultValue={filter.q}
              maxLength={200}
              autoComplete="off"
            />
          </label>
          <button type="submit" className="sr-only">
            Search
          </button>
        </form>
      </search>
      <span className={filtersStyles.gap} />
      <div className={filtersStyles.strip}>
        {isAdmin && isOwnList ? (
          <Segmented
            label="Whose rooms"
            segments={[
              {
                href: roomsHref(page, { whose: "mine" }),
                label: "Mine",
                count: counts.mine,
                current: filter.whose === "mine",
              },
              {
                href: roomsHref(page, { whose: "everyone" }),
                label: "Everyone",
                count: filter.whose === "everyone" ? counts.open : undefined,
                current: filter.whose === "everyone",
              },
            ]}
          />
        ) : null}
        <div className={filtersStyles.picks}>
          {PICKS.map((pick) => (
            <Pick key={pick.key} page={page} pick={pick} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Pick({ page, pick }: { page: RoomsPage; pick: (typeof PICKS)[number] }) {
  const chosen = page.filter[pick.key];
  const isSet = chosen !== Object.keys(pick.texts)[0];
  return (
    <Menu
      label={`${pick.label}: ${pick.texts[chosen]}`}
      className={isSet ? `${filtersStyles.pick} ${filtersStyles.isSet}` : filtersStyles.pick}
      trigger={
        <>
          {pick.label} <b>{pick.texts[chosen]}</b>
          <Icon name="chevron-down" />
        </>
      }
    >
      {Object.entries(pick.texts).map(([value, text]) => (
        <MenuLink
          key={value}
          href={roomsHref(page, { [pick.key]: value } as Partial<RoomsFilter>)}
          current={value === chosen}
        >
          {text}
        </MenuLink>
      ))}
    </Menu>
  );
}
