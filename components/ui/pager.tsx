import { Icon } from "./icon";

/**
 * The foot of a list that goes on: the first page and the next one. Paging is by key, so a list that changes meanwhile neither
 * skips nor repeats.
 * @param first address of the first page, when this is not it
 * @param next address of the next page, when there is one
 * @param shown a sentence such as "50 of 128 shown"
 */
export function Pager({ first, next, shown }: { first?: string; next?: string; shown: string }) {
  return (
    <nav className="pager" aria-label="Pages">
      <p>{shown}</p>
      <div className="btns">
        {first ? (
          <a className="btn is-bare" href={first}>
            Back to the first
          </a>
        ) : null}
        {next ? (
          <a className="btn" href={next} rel="next">
            Next page
            <Icon name="arrow-right" />
          </a>
        ) : null}
      </div>
    </nav>
  );
}
