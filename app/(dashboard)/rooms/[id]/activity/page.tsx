import { HistoryLog } from "@/components/rooms/history-log";
import { pagesOf } from "@/components/rooms/kinds/pages-of";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";
import { urlPart } from "@/lib/core/url-part";
import { listRoomHistory } from "@/lib/match/list-room-history";
import { loadRoom } from "@/lib/web/pages/load-room";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const { id } = await params;
  const asked = await searchParams;
  const before = typeof asked.before === "string" ? asked.before : undefined;
  const { ctx, room } = await loadRoom(id, "activity");
  const history = await listRoomHistory(ctx, { room, before, limit: LIMITS.pageItemsDefault });
  const address = `/rooms/${room.id}/activity`;
  return (
    <>
      <Section
        title="History"
        note={`Everything done to this room, by anyone. ${pagesOf(room.kind).historyNote}`.trim()}
      >
        <HistoryLog lines={history.lines} isSolo={room.roomType === "solo"} />
      </Section>
      {history.before || before ? (
        <Pager
          shown={counted(history.lines.length, "line")}
          first={before ? address : undefined}
          next={history.before ? `${address}?before=${urlPart(history.before)}` : undefined}
        />
      ) : null}
    </>
  );
}
