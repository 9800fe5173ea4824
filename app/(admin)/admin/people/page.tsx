import { BanDialog } from "@/components/admin/ban-dialog";
import { PeopleFilters } from "@/components/admin/people-filters";
import { PeopleLead } from "@/components/admin/people-lead";
import { PersonRow } from "@/components/admin/person-row";
import { RoleDialog } from "@/components/admin/role-dialog";
import { UnseenRow } from "@/components/admin/unseen-row";
import folkStyles from "@/components/people/folk.module.css";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { isTooLong, TOO_LONG_TEXT } from "@/lib/core/search-text";
import { peopleAddress, readPeopleQuery } from "@/lib/people/people-query";
import { loadPeople } from "@/lib/web/pages/load-people";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { requireAdmin } from "@/lib/web/pages/viewer";

export const generateMetadata = titleForAdmins("People");

export default async function PeoplePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = readPeopleQuery(await searchParams);
  const here = peopleAddress(query);
  const viewer = await requireAdmin(here);
  const { people, unseen, counts, next, bannable, made } = await loadPeople(viewer, query);
  const shown = people.length + unseen.length;
  return (
    <>
      <PageHead title="People" lead={<PeopleLead counts={counts} />} />
      <PeopleFilters query={query} counts={counts} />
      {shown === 0 ? (
        <EmptyState art="missing" title="Nobody matches.">
          {isTooLong(query.q ?? "")
            ? TOO_LONG_TEXT
            : "Nobody here has that in their name, their Plex name or their id. People get an account when they first sign in; people who only opened rooms are under “No account”."}
        </EmptyState>
      ) : (
        <ul className={folkStyles.folk} aria-label="People">
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              viewerId={viewer.id}
              madeSomething={made.has(person.id)}
              returnTo={here}
            />
          ))}
          {unseen.map((owner) => (
            <UnseenRow key={owner.id} owner={owner} />
          ))}
        </ul>
      )}
      {next || query.after ? (
        <Pager
          shown={`${shown} shown, by ${query.show === "unseen" ? "Plex id" : "name"}`}
          first={query.after ? peopleAddress({ ...query, after: undefined }) : undefined}
          next={next ? peopleAddress({ ...query, after: next }) : undefined}
        />
      ) : null}
      {people.map((person) => (
        <RoleDialog key={person.id} person={person} made={made.get(person.id)} returnTo={here} />
      ))}
      {bannable.map((person) => (
        <BanDialog key={person.id} person={person} made={made.get(person.id)} returnTo={here} />
      ))}
    </>
  );
}
