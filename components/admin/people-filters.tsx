import filtersStyles from "@/components/ui/filters.module.css";
import { Icon } from "@/components/ui/icon";
import { Segmented } from "@/components/ui/segmented";
import { type PeopleQuery, peopleAddress } from "@/lib/people/people-query";

/** Search by name, and which accounts to show. */
export function PeopleFilters({
  query,
  counts,
}: {
  query: PeopleQuery;
  counts: { all: number; admins: number; banned: number };
}) {
  const { q, show } = query;
  return (
    <search className={filtersStyles.filters} data-filters="">
      <form className={filtersStyles.find} action="/admin/people" method="get">
        <Icon name="search" />
        <label className="sr-only" htmlFor="people-find">
          Search people
        </label>
        <input
          id="people-find"
          type="search"
          name="q"
          placeholder="Name or Plex id"
          defaultValue={q}
        />
        {show ? <input type="hidden" name="show" value={show} /> : null}
      </form>
      <span className={filtersStyles.gap} />
      <div className={filtersStyles.strip}>
        <Segmented
          label="Show"
          segments={[
            { href: peopleAddress({ q }), label: "Everyone", count: counts.all, current: !show },
            {
              href: peopleAddress({ q, show: "admins" }),
              label: "Admins",
              count: counts.admins,
              current: show === "admins",
            },
            {
              href: peopleAddress({ q, show: "banned" }),
              label: "Banned",
              count: counts.banned,
              current: show === "banned",
            },
            {
              href: peopleAddress({ q, show: "unseen" }),
              label: "No account",
              current: show === "unseen",
            },
          ]}
        />
      </div>
    </search>
  );
}
