import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type RoomsPage, roomsHref } from "@/lib/web/load-rooms";
import { plural } from "./plural";

const PLAIN = { q: "", status: "open", type: "any", activity: "any" } as const;

/** What the list says when it shows nothing: no rooms yet, or none that match. */
export function RegisterEmpty({ page }: { page: RoomsPage }) {
  const { filter, counts } = page;
  if (counts.open === 0 && filter.q === "" && filter.status === "open") {
    return <NoneYet page={page} />;
  }
  const trashHas = filter.status === "trash" ? 0 : counts.matchingTrash;
  const inTrash = trashHas === 1 ? "One in the trash does." : `${trashHas} in the trash do.`;
  return (
    <EmptyState
      art="missing"
      title={filter.q ? `No room matches “${filter.q}”` : "No room is like that"}
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
      {whatWasAsked(page)} {trashHas > 0 ? inTrash : null}
    </EmptyState>
  );
}

function whatWasAsked({ filter, counts }: RoomsPage): string {
  const many = filter.status === "trash" ? counts.trash : counts.open;
  const rooms = plural(many, filter.status === "trash" ? "room" : "open room");
  const place = filter.status === "trash" ? `${rooms} in the trash` : rooms;
  if (many === 0) return filter.status === "trash" ? "The trash is empty." : "There is none open.";
  const has = filter.q
    ? "has that in its name, its owner or its films"
    : "fits what was chosen above";
  return `None of the ${place} ${has}.`;
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
              {plural(counts.trash, "room")} in the trash
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
        ? "Nobody has opened one. As soon as a game server saves a room, its key hangs here."
        : "Open one in MovieMatch while signed in with Plex, and its key hangs here a moment later."}
    </EmptyState>
  );
}
