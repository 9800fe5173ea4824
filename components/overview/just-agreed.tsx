import filmPostersStyles from "@/components/matches/film-posters.module.css";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { RoomName } from "@/components/ui/room-name";
import { Section } from "@/components/ui/section";
import { TimeAgo } from "@/components/ui/time";
import { now } from "@/lib/core/clock";
import { filmTitle } from "@/lib/match/film-title";
import type { FreshMatch } from "@/lib/match/list-fresh-matches";

const FRESH_MS = 2 * 60 * 1000;

/** The newest films that people agreed on, in any room. */
export function JustAgreed({ matches }: { matches: readonly FreshMatch[] }) {
  if (matches.length === 0) return null;
  return (
    <Section
      title="Just agreed on"
      note="The newest matches of the last seven days."
      link={{ href: "/analytics", label: "All figures" }}
    >
      <ul className={filmPostersStyles.films}>
        {matches.map((match) => (
          <Film key={`${match.roomId} ${match.mediaId} ${match.userName}`} match={match} />
        ))}
      </ul>
    </Section>
  );
}

function Film({ match }: { match: FreshMatch }) {
  const title = filmTitle(match);
  const isFresh = now().getTime() - match.matchedAt.getTime() < FRESH_MS;
  return (
    <li className={filmPostersStyles.film}>
      <a href={`/rooms/${match.roomId}/matches`}>
        <Poster title={title} year={match.year} genres={match.genres} imageUrl={match.posterUrl} />
        <h3 className={match.posterUrl ? filmPostersStyles.title : "sr-only"}>
          <Name>{match.year ? `${title} (${match.year})` : title}</Name>
        </h3>
        <p className={filmPostersStyles.by} dir="auto">
          <RoomName name={match.roomName} />
        </p>
      </a>
      <p>
        {isFresh ? (
          <span className={filmPostersStyles.fresh}>Just matched</span>
        ) : (
          <TimeAgo at={match.matchedAt} />
        )}
      </p>
    </li>
  );
}
