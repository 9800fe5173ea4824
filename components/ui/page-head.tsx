import type { ReactNode } from "react";
import { Icon } from "./icon";

/**
 * The head of a page: its title, the answer in the lead under it, and at most one ink-filled button.
 * @param lead one or two sentences; `<b>` and `<span className="warn">` mark what counts
 */
export function PageHead({
  title,
  lead,
  actions,
  crumb,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** The page above this one. */
  crumb?: { href: string; label: string };
}) {
  return (
    <>
      {crumb ? <Crumb {...crumb} /> : null}
      <header className="head">
        <div>
          <h1>{title}</h1>
          {lead ? <p className="lead">{lead}</p> : null}
        </div>
        {actions ? <div className="acts">{actions}</div> : null}
      </header>
    </>
  );
}

/** The way back to the page above. */
export function Crumb({ href, label }: { href: string; label: string }) {
  return (
    <a className="crumb" href={href}>
      <Icon name="arrow-left" />
      {label}
    </a>
  );
}
