import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { shownText } from "@/lib/core/hidden-characters";
import { FILM_LENGTHS } from "@/lib/match/shortlist/shortlist-filter";
import styles from "./narrow.module.css";

/** The choices that narrow a list of films: length, genre and "Not watched"; `children` come before them. */
export function Narrow({
  length,
  genre,
  genres,
  isUnwatched,
  children,
}: {
  length: string | null;
  genre: string | null;
  genres: readonly string[];
  isUnwatched: boolean;
  children?: ReactNode;
}) {
  return (
    <>
      {children}
      <Choice name="length" label="Length" value={length}>
        {Object.entries(FILM_LENGTHS).map(([name, { text }]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </Choice>
      <Choice name="genre" label="Genre" value={genre}>
        {genres.map((one) => (
          <option key={one} value={one}>
            {shownText(one)}
          </option>
        ))}
      </Choice>
      <label className={styles.toggle}>
        <input type="checkbox" name="watched" value="no" defaultChecked={isUnwatched} />
        <Icon name="check" />
        Not watched
      </label>
    </>
  );
}

/** A choice that looks like a button; the first option, which narrows nothing, has its label as text. */
export function Choice({
  name,
  label,
  value,
  children,
}: {
  name: string;
  label: string;
  value: string | null;
  children: ReactNode;
}) {
  return (
    <span className={styles.choice}>
      <select name={name} aria-label={label} defaultValue={value ?? ""}>
        <option value="">{label}</option>
        {children}
      </select>
      <Icon name="chevron-down" />
    </span>
  );
}
