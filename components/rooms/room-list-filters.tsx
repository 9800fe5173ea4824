import { HiddenFields } from "@/components/ui/button";
import filtersStyles from "@/components/ui/filters.module.css";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuLink } from "@/components/ui/menu";
import { Segmented } from "@/components/ui/segmented";
import type { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { listFields, type RoomsPage, roomsHref } from "@/lib/web/pages/load-rooms";
import { pagesOfList } from "./kinds/pages-of";
import { KindFilter } from "./room-list-kinds";

type Key = "status" | "type" | "activity" | "sort";

const either = new Intl.ListFormat("en-GB", { type: "disjunction" });

interface PickOf {
  key: Key;
  label: string;
  /** The text of each value; the first is the default. */
  texts: Readonly<Record<string, string>>;
}

const STATUS: PickOf = {
  key: "status",
  label: "Status",
  texts: { open: "open", locked: "locked", trash: "in the trash", any: "any" },
};

const USED: PickOf = {
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
};

const SORT: PickOf = {
  key: "sort",
  label: "Sort",
  texts: {
    need: "live first",
    last: "last used",
    leaves: "leaves next",
    name: "by name",
    opened: "newest",
  },
};

/** The choices of the filter line for a list that may contain rooms of these kinds. */
function picksFor(kinds: readonly string[]): PickOf[] {
  const { types, sorts } = pagesOfList(kinds);
  return [
    STATUS,
    ...(Object.keys(types).length > 0
      ? [{ key: "type" as const, label: "Type", texts: { any: "any", ...types } }]
      : []),
    USED,
    { ...SORT, texts: { ...SORT.texts, ...sorts } },
  ];
}

/** The search, the choice of whose rooms, and the filters. They are links and one GET form, so the address contains every choice. */
export function RoomListFilters({ page }: { page: RoomsPage }) {
  const { filter, path, counts, isAdmin } = page;
  const { q: _q, ...others } = listFields(page);
  const { finds } = pagesOfList(page.kinds);
  const isOwnList = path !== "/admin/rooms";
  return (
    <div className={filtersStyles.filters} data-filters="">
      <search className={filtersStyles.findBox}>
        <form method="get" action={path}>
          <HiddenFields fields={others} />
          <label className={filtersStyles.find}>
            <Icon name="search" />
            <span className="sr-only">{`Search rooms, owners${finds.map(([, several]) => `, ${several}`).join("")}`}</span>
            <input
              type="search"
              id="find"
              name="q"
              placeholder={either.format(["Room", "owner", ...finds.map(([one]) => one)])}
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
        <KindFilter page={page} />
        <div className={filtersStyles.picks}>
          {picksFor(page.kinds).map((pick) => (
            <Pick key={pick.key} page={page} pick={pick} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Pick({ page, pick }: { page: RoomsPage; pick: PickOf }) {
  const chosen = page.filter[pick.key];
  const isSet = chosen !== Object.keys(pick.texts)[0];
  return (
    <Menu
      label={`${pick.label}: ${pick.texts[chosen] ?? chosen}`}
      className={isSet ? `${filtersStyles.pick} ${filtersStyles.isSet}` : filtersStyles.pick}
      trigger={
        <>
          {pick.label} <b>{pick.texts[chosen] ?? chosen}</b>
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
