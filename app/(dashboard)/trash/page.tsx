import type { Metadata } from "next";
import { LiveHere } from "@/components/live/live-here";
import { EmptyTrashDialog } from "@/components/rooms/empty-trash-dialog";
import { TrashDialogs } from "@/components/rooms/trash-dialogs";
import { TrashList } from "@/components/rooms/trash-list";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { counted } from "@/lib/core/counted";
import { daysText } from "@/lib/core/day-text";
import { loadTrash } from "@/lib/web/pages/load-trash";

export const metadata: Metadata = { title: "Trash" };

const GAP_MS = 2_000;

export default async function TrashPage({
  searchParams,
}: {
  searchParams: Promise<{ cursor?: string | string[] }>;
}) {
  const { cursor } = await searchParams;
  const trash = await loadTrash(typeof cursor === "string" ? cursor : undefined);
  const live = <LiveHere since={trash.since} gapMs={GAP_MS} />;
  if (trash.total === 0) {
    return (
      <>
        <PageHead title="Trash" live={live} />
        <EmptyState
          art="hooks"
          title="The trash is empty"
          actions={
            <ButtonLink look="first" href="/rooms">
              Go to the rooms
            </ButtonLink>
          }
        >
          Rooms that are deleted, or that were not saved for long enough, wait here for a while
          before they are deleted for good.
        </EmptyState>
      </>
    );
  }
  const waits = new Set(trash.items.map((room) => room.trashDays));
  const [wait] = waits;
  const howLong = waits.size === 1 && wait ? `waits ${daysText(wait)}` : "waits some days";
  return (
    <>
      <PageHead
        title="Trash"
        lead={
          <>
            <b>{counted(trash.total, "room")}.</b> Each {howLong} and can be restored with
            everything in it until then.
          </>
        }
        live={live}
        actions={
          <ButtonLink look="danger" icon="trash" href="#empty">
            Empty the trash
          </ButtonLink>
        }
      />
      <TrashList trash={trash} />
      {trash.first || trash.next ? (
        <Pager
          shown={`${trash.items.length} of ${trash.total}`}
          first={trash.first}
          next={trash.next}
        />
      ) : null}
      <TrashDialogs trash={trash} />
      <EmptyTrashDialog trash={trash} />
    </>
  );
}
