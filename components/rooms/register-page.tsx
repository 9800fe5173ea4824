import { IconSymbols } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { isNarrowed } from "@/lib/rooms/rooms-filter";
import { type RoomsPage, roomsHref } from "@/lib/web/pages/load-rooms";
import { Departures } from "./departures";
import { Register } from "./register";
import { RegisterBulk } from "./register-bulk";
import { RegisterEmpty } from "./register-empty";
import { RegisterFilters } from "./register-filters";
import { FoundLead, RoomsLead } from "./register-lead";
import { REGISTER_ICONS } from "./register-menu";

/** A whole list of rooms: its head, the filter line, the register or why it is empty, and the pages. */
export function RegisterPage({ page, title }: { page: RoomsPage; title: string }) {
  const { lines, counts, filter, isFurther } = page;
  const isEmpty = lines.items.length === 0;
  const hasNone = isEmpty && !isNarrowed(filter) && counts.trash === 0;
  return (
    <>
      <PageHead
        title={title}
        lead={
          isNarrowed(filter) ? (
            <FoundLead counts={counts} filter={filter} />
          ) : (
            <RoomsLead counts={counts} />
          )
        }
        actions={<Departures days={page.departures} />}
      />
      {hasNone ? null : <RegisterFilters page={page} />}
      {isEmpty ? (
        <RegisterEmpty page={page} />
      ) : (
        <>
          <IconSymbols names={REGISTER_ICONS} />
          <Register
            lines={lines.items}
            isGrouped={filter.sort === "need" && filter.status !== "trash"}
            matching={counts.matching}
            withSpace={page.path === "/admin/rooms"}
          />
          {lines.nextCursor || isFurther ? (
            <Pager
              shown={`${lines.items.length} of ${counts.matching.toLocaleString("en-US")} shown`}
              first={isFurther ? roomsHref(page, {}) : undefined}
              next={lines.nextCursor ? roomsHref(page, {}, lines.nextCursor) : undefined}
            />
          ) : null}
          <RegisterBulk page={page} />
        </>
      )}
    </>
  );
}
