import { Section } from "@/components/ui/section";
import type { Shortlist } from "@/lib/match/shortlist/shortlist";
import type { FilmTargets } from "./film-acts";
import { FilmShelf, Films } from "./film-shelf";
import shelfStyles from "./film-shelf.module.css";
import { NearlyList } from "./nearly-list";
import { countText, type Sofa } from "./shortlist-text";

/** The shelves. What is nearly agreed comes before the films that only some like. */
export function Shelves({
  shortlist,
  sofa,
  targets,
}: {
  shortlist: Shortlist;
  sofa: Sofa;
  targets: FilmTargets | null;
}) {
  const { shelves, company } = shortlist;
  const draw = (part: typeof shelves) =>
    part.map((shelf) => (
      <FilmShelf
        key={shelf.missing}
        {...{ shelf, company, sofa, targets }}
        isTop={shelf === shelves[0]}
      />
    ));
  return (
    <>
      {draw(shelves.filter(({ missing }) => missing !== "more"))}
      <NearlyList shortlist={shortlist} targets={targets} />
      {draw(shelves.filter(({ missing }) => missing === "more"))}
    </>
  );
}

/** The watched films, folded. */
export function WatchedFilms({
  shortlist: { watched, company },
  targets,
}: {
  shortlist: Shortlist;
  targets: FilmTargets | null;
}) {
  if (watched.length === 0) return null;
  return (
    <Section title="Watched" note="Out of the draw. They stay agreed on.">
      <details className={shelfStyles.rest}>
        <summary>{countText(watched.length, "film", "films")}</summary>
        <Films films={watched} size="small" {...{ company, targets }} />
      </details>
    </Section>
  );
}
