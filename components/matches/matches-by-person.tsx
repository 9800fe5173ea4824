import fieldStyles from "@/components/ui/field.module.css";
import { Name } from "@/components/ui/name";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import type { RoomMatchesView } from "@/lib/web/pages/load-room-matches";
import { FilmPosters } from "./film-posters";
import styles from "./matches-by-person.module.css";

/** The matches of a solo room, in which each person has a list of their own. One of the lists is shown. */
export function MatchesByPerson({
  visit,
  films,
  people,
  page,
}: Omit<RoomMatchesView, "ends"> & { people: NonNullable<RoomMatchesView["people"]> }) {
  const { room, facts } = visit;
  return (
    <>
      <Section
        title={
          <>
            Picked by <Name>{people.chosen}</Name>
          </>
        }
        note="Everybody keeps a list of their own. Newest first."
      >
        <div>
          <nav className={`${fieldStyles.opts} ${styles.whose}`} aria-label="Whose list">
            {people.all.map(({ userName, matches }) => (
              <a
                key={userName}
                className={
                  userName === people.chosen
                    ? `${fieldStyles.opt} ${fieldStyles.isOn}`
                    : fieldStyles.opt
                }
                aria-current={userName === people.chosen ? "true" : undefined}
                href={`/rooms/${room.id}/matches?${new URLSearchParams({ person: userName })}`}
              >
                <Name>{userName}</Name>&nbsp;<small>{matches}</small>
              </a>
            ))}
          </nav>
          <FilmPosters films={films} now={facts.now} withLikers={false} />
        </div>
      </Section>
      {page.first || page.next ? (
        <Pager shown={page.shown} first={page.first} next={page.next} />
      ) : null}
    </>
  );
}
