import { LiveHere } from "@/components/live/live-here";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { isNarrowed } from "@/lib/rooms/rooms-filter";
import { type RoomsPage, roomsHref } from "@/lib/web/pages/load-rooms";
import { ExpiriesByDay } from "./expiries-by-day";
import { RoomList } from "./room-list";
import { RoomListBulk } from "./room-list-bulk";
import { RoomListEmpty } from "./room-list-empty";
import { RoomListFilters } from "./room-list-filters";
import { FoundLead, RoomsLead } from "./room-list-lead";

const GAP_MS = 2_000;

/** A page with a list of rooms: the head, the filters, the list or why it is empty, and the links to other pages. */
export function RoomListPage({ page, title }: { page: RoomsPage; title: string }) {
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
        live={<LiveHere since={page.since} gapMs={GAP_MS} hasUse={counts.live > 0} />}
        actions={<ExpiriesByDay days={page.expiries} />}
      />
      {hasNone ? null : <RoomListFilters page={page} />}
      {isEmpty ? (
        <RoomListEmpty page={page} />
      ) : (
        <>
          <RoomList
            key={JSON.stringify(filter)}
            lines={lines.items}
            kinds={page.kinds}
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
          <RoomListBulk page={page} />
        </>
      )}
    </>
  );
}
