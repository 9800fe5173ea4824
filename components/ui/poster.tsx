import { Name } from "@/components/ui/name";
import styles from "./poster.module.css";
import { posterLook } from "./poster-look";
import { POSTER_SHAPES } from "./poster-shapes";

/**
 * A film's poster, 2:3: the real one over a drawn one that is always the same for the same title. The real one is a background, because a
 * picture that cannot be loaded would cover the drawn one with the sign of a broken image. Hidden from screen readers: write the title beside it.
 *
 * @param genres the film's genres, which decide the drawing
 * @param isBlank whether the drawn poster has a frame instead of title and year, for pages that write them beside every poster
 */
export function Poster({
  title,
  year,
  genres = [],
  imageUrl,
  isBlank = false,
}: {
  title: string;
  year?: number | null;
  genres?: readonly string[];
  imageUrl?: string | null;
  isBlank?: boolean;
}) {
  const { ground, shape, isLong } = posterLook(title, genres);
  const looks = [styles.poster, styles[`p${ground}`], isBlank && styles.isBlank];
  return (
    <div className={looks.filter(Boolean).join(" ")} aria-hidden="true">
      <svg
        viewBox="0 0 120 180"
        preserveAspectRatio="xMidYMin slice"
        aria-hidden="true"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is our own table of drawings, never input
        dangerouslySetInnerHTML={{ __html: POSTER_SHAPES[shape] }}
      />
      {isBlank ? (
        <b className={styles.frame} />
      ) : (
        <span className={isLong ? styles.isLong : undefined}>
          <Name>{title}</Name>
        </span>
      )}
      {year && !isBlank ? <i>{year}</i> : null}
      {imageUrl ? (
        <div className={styles.picture} style={{ backgroundImage: cssUrl(imageUrl) }} />
      ) : null}
    </div>
  );
}

function cssUrl(address: string): string {
  return `url("${address.replace(/["\\\s]/g, encodeURIComponent)}")`;
}
