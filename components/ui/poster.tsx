import { Name } from "@/components/ui/name";
import styles from "./poster.module.css";
import { posterLook } from "./poster-look";
import { POSTER_SHAPES } from "./poster-shapes";

/**
 * A film's poster, 2:3: the real one if there is an address that this page may load, otherwise a drawn one that is always the same for the
 * same title. Hidden from screen readers: write the title beside it.
 *
 * @param genres the film's genres, which decide the drawing
 */
export function Poster({
  title,
  year,
  genres = [],
  imageUrl,
}: {
  title: string;
  year?: number | null;
  genres?: readonly string[];
  imageUrl?: string | null;
}) {
  const { ground, shape, isLong } = posterLook(title, genres);
  return (
    <div className={`${styles.poster} ${styles[`p${ground}`]}`} aria-hidden="true">
      <svg
        viewBox="0 0 120 180"
        preserveAspectRatio="xMidYMin slice"
        aria-hidden="true"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is our own table of drawings, never input
        dangerouslySetInnerHTML={{ __html: POSTER_SHAPES[shape] }}
      />
      <span className={isLong ? styles.isLong : undefined}>
        <Name>{title}</Name>
      </span>
      {year ? <i>{year}</i> : null}
      {imageUrl ? (
        // biome-ignore lint/performance/noImgElement: the address is the game server's own, nothing to optimise here
        <img src={imageUrl} alt="" loading="lazy" decoding="async" width={120} height={180} />
      ) : null}
    </div>
  );
}
