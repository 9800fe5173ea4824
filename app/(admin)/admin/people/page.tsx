import type { Metadata } from "next";
import { Fragment } from "react";
import { BanDialog } from "@/components/admin/ban-dialog";
import { PeopleFilters } from "@/components/admin/people-filters";
import { PersonRow } from "@/components/admin/person-row";
import { RoleDialog } from "@/components/admin/role-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { listMade } from "@/lib/people/list-made";
import { listPeople } from "@/lib/people/list-people";
import { peopleAddress, readPeopleQuery } from "@/lib/people/people-query";
import { contextOf, requireAdmin } from "@/lib/web/viewer";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = readPeopleQuery(await searchParams);
  const here = peopleAddress(query);
  const viewer = await requireAdmin(here);
  const { q: search, show, after } = query;
  const ctx = contextOf(viewer);
  const page = await listPeople(ctx, { search, show, after });
  const made = await listMade(ctx, { personIds: page.items.map(({ id }) => id) });
  const { all, admins, banned } = page.counts;
  return (
    <>
      <PageHead
        title="People"
        lead={
          <>
            <b>{all === 1 ? "One account" : `${all} accounts`}</b> signed in here so far:{" "}
            {admins === 1 ? "one admin" : `${admins} admins`}, {banned === 0 ? "none" : banned}{" "}
            banned.
          </>
        }
      />
      <PeopleFilters query={query} counts={page.counts} />
      {page.items.length === 0 ? (
        <EmptyState art="missing" title="Nobody matches.">
          No account has that in its name, its Plex name or its id. People appear here when they
          first sign in.
        </EmptyState>
      ) : (
        <ul className="folk" aria-label="People">
          {page.items.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              viewerId={viewer.id}
              madeSomething={made.has(person.id)}
              returnTo={here}
            />
          ))}
        </ul>
      )}
      {page.next || query.after ? (
        <Pager
          shown={`${page.items.length} shown, by name`}
          first={query.after ? peopleAddress({ ...query, after: undefined }) : undefined}
          next={page.next ? peopleAddress({ ...query, after: page.next }) : undefined}
        />
      ) : null}
      {page.items.map((person) => (
        <Fragment key={person.id}>
          <BanDialog person={person} made={made.get(person.id)} returnTo={here} />
          <RoleDialog person={person} made={made.get(person.id)} returnTo={here} />
        </Fragment>
      ))}
    </>
  );
}
