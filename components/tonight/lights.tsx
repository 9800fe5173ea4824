import { yetToSay } from "@/lib/match/shortlist/nearly-agreed";
import { type Company, likersHere, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import styles from "./lights.module.css";

const LIGHTS_MAX = 12;

/** A small window for each person: lit for a yes, crossed for a no, empty for no answer yet. The words for it stand beside it. */
export function Lights({ yes, no = 0, open = 0 }: { yes: number; no?: number; open?: number }) {
  const states = [
    ...Array.from({ length: Math.min(yes, LIGHTS_MAX) }, () => styles.yes),
    ...Array.from({ length: Math.min(no, LIGHTS_MAX) }, () => styles.no),
    ...Array.from({ length: Math.min(open, LIGHTS_MAX) }, () => ""),
  ].slice(0, LIGHTS_MAX);
  return (
    <span className={styles.lights} aria-hidden="true">
      {states.map((state, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: equal drawings in a row
        <i key={index} className={state} />
      ))}
    </span>
  );
}

/** The same for the answers of the people here for one film. */
export function FilmLights({ film, company }: { film: ShortlistFilm; company: Company }) {
  const yes = likersHere(film, company).length;
  const open = yetToSay(film, company).length;
  return <Lights yes={yes} no={company.here.size - yes - open} open={open} />;
}
