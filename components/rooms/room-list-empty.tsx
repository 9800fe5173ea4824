import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { counted } from "@/lib/core/counted";
import { type RoomsPage, roomsHref } from "@/lib/web/pages/load-rooms";
import { emptyText } from "./empty-text";
import { pagesOfList } from "./kinds/pages-of";

const PLAIN = { q: "", status: "open", kind: "any", type: "any", activity: "any" } as const;

/** What the list shows when it is empty: there are no rooms yet, or none match. */
export function RoomListEmpty({ page }: { page: RoomsPage }) {
  const { filter, counts } = page;
  if (counts.open === 0 && filter.q === "" && filter.status === "open") {
    return <NoneYet page={page} />;
  }
  const { title, text, trashHas } = emptyText(filter, counts, page.kinds);
  return (
    <EmptyState
      art="missing"
      title={title}
      actions={
        <>
          <ButtonLink look="first" href={roomsHref(page, PLAIN)}>
            {filter.q ? "Clear the search" : "Show all open rooms"}
          </ButtonLink>
          {trashHas > 0 ? (
            <ButtonLink href={roomsHref(page, { status: "trash" })}>Look in the trash</ButtonLink>
          ) : null}
        </>
      }
    >
      {text}
    </EmptyState>
  );
}

function NoneYet({ page }: { page: RoomsPage }) {
  const { counts, filter } = page;
  const { server } = pagesOfList(page.kinds);
  return (
    <EmptyState
      art="hooks"
      title={counts.trash > 0 ? "No rooms open" : "No rooms yet"}
      actions={
        <>
          <ButtonLink look="first" href={server.docsHref}>
            Connect {server.name}
          </ButtonLink>
          {counts.trash > 0 ? (
            <ButtonLink look="bare" href="/trash">
              {counted(counts.trash, "room")} in the trash
            </ButtonLink>
          ) : (
            <ButtonLink look="bare" href={server.missingHref}>
              A room is missing?
            </ButtonLink>
          )}
        </>
      }
    >
      {filter.whose === "everyone"
        ? "Nobody has opened one. As soon as a game server saves a room, it appears here."
        : server.howToOpen}
    </EmptyState>
  );
}
