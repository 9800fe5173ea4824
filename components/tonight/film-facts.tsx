import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { absoluteTime } from "@/components/ui/time-text";
import { now } from "@/lib/core/clock";
import type { ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import styles from "./film-facts.module.css";
import { lengthText } from "./shortlist-text";

/**
 * Length, rating and first genre, as far as the catalogue knows them, on one line.
 * @param withYear whether the year stands before them
 * @param withGenre false where there is no room for it
 */
export function FilmFacts({
  film,
  withYear = false,
  withGenre = true,
}: {
  film: Pick<ShortlistFilm, "year" | "durationMs" | "rating" | "genres">;
  withYear?: boolean;
  withGenre?: boolean;
}) {
  const [genre] = film.genres;
  const facts: [string, ReactNode][] = [];
  if (withYear && film.year) facts.push(["year", film.year]);
  if (film.durationMs !== null) facts.push(["length", lengthText(film.durationMs)]);
  if (film.rating !== null) facts.push(["rating", <Rating key="rating" value={film.rating} />]);
  if (genre && withGenre) facts.push(["genre", <Name key="genre">{genre}</Name>]);
  if (facts.length === 0) return null;
  return (
    <p className={styles.facts}>
      <span className={styles.line}>
        {facts.map(([what, fact]) => (
          <span key={what}>{fact}</span>
        ))}
      </span>
    </p>
  );
}

function Rating({ value }: { value: number }) {
  return (
    <span className={styles.star}>
      <Icon name="star" />
      <span className="sr-only">rated </span>
      {value.toFixed(1)}
    </span>
  );
}

/** When the film ends if it starts now, for places that show one film only. */
export function EndsAt({ film }: { film: Pick<ShortlistFilm, "durationMs"> }) {
  if (film.durationMs === null) return null;
  const end = new Date(now().getTime() + film.durationMs);
  return (
    <p className={styles.ends}>
      <b>Ends at {absoluteTime(end, "clock")}</b> if you start now
    </p>
  );
}
