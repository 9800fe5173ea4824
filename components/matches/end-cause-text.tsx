import { Name } from "@/components/ui/name";
import type { EndCause, EndReason } from "@/lib/match/matches/list-match-ends";

/** The text for one person, and the text for several. */
const END_TEXT: Record<EndReason, [one: string, several: string]> = {
  changed: ["changed the answer", "several people changed their answers"],
  taken_back: ["took the answer back", "several people took their answers back"],
  company: ["began to take part", "more people began to take part"],
  room_type: ["", "the type of the room changed"],
};

/** Why a match ended: "Yuki changed the answer". */
export function EndCauseText({ cause: { reason, endedBy } }: { cause: EndCause }) {
  const [one, several] = END_TEXT[reason];
  if (endedBy === null) return <>{several}</>;
  return (
    <>
      <Name>{endedBy}</Name> {one}
    </>
  );
}
