import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { counted } from "@/lib/core/counted";
import { type RoomsPage, roomsHref } from "@/lib/web/pages/load-rooms";
import { emptyText } from "./empty-text";

const PLAIN = { q: "", status: "open", type: "any", activity: "any" } as const;

/** What the list shows when it is empty: there are no rooms yet, or none match. */
export function RoomListEmpty({ page }: { page: RoomsPage }) {
  const { filter, counts } = page;
  if (counts.open === 0 && filter.q === "" && filter.status === "open") {
    return <NoneYet page={page} />;
  }
  const { title, text, trashHas } = emptyText(filter, counts);
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
  return (
    <EmptyState
      art="hooks"
      title={counts.trash > 0 ? "No rooms open" : "No rooms yet"}
      actions={
        <>
          <ButtonLink look="first" href="/docs/moviematch">
            Connect MovieMatch
          </ButtonLink>
          {counts.trash > 0 ? (
            <ButtonLink look="bare" href="/trash">
              {counted(counts.trash, "room")} in the trash
            </ButtonLink>
          ) : (
            <ButtonLink look="bare" href="/docs/moviematch#missing">
              A room is missing?
            </ButtonLink>
          )}
        </>
      }
    >
      {filter.whose === "everyone"
        ? "Nobody has opened one. As soon as a game server saves a room, it appears here."
        : "Open one in MovieMatch while signed in with Plex, and it appears here a moment later."}
    </EmptyState>
  );
}
