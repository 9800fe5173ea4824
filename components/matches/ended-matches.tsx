import logStyles from "@/components/ui/log.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import { AbsoluteTime } from "@/components/ui/time";
import { filmTitle } from "@/lib/match/film-title";
import type { MatchEnd } from "@/lib/match/matches/list-match-ends";
import { EndCauseText } from "./end-cause-text";

/** The matches that have ended: when they began and ended, and why. Renders nothing if there are none. */
export function EndedMatches({ roomId, ends }: { roomId: string; ends: readonly MatchEnd[] }) {
  if (ends.length === 0) return null;
  return (
    <Section
      title="Ended"
      id="ended"
      note="Matches that have ended. They are not counted. Newest first."
      link={{ href: `/rooms/${roomId}/activity`, label: "History" }}
    >
      <ul className={`${logStyles.log} ${logStyles.isPlain}`}>
        {ends.map((end) => (
          <li key={`${end.mediaId}\n${end.userName}\n${end.endedAtMs}`}>
            <span>
              <b>
                <Name>{filmTitle(end)}</Name>
              </b>
              {" · "}
              {end.userName === null ? (
                "agreed on"
              ) : (
                <>
                  picked by <Name>{end.userName}</Name>
                </>
              )}{" "}
              <AbsoluteTime at={end.matchedAtMs} as="short" />, ended{" "}
              <AbsoluteTime at={end.endedAtMs} as="short" />: <EndCauseText cause={end} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
