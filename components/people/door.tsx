import Link from "next/link";
import type { ReactNode } from "react";

interface DoorProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** Quiet links at the foot. */
  foot?: ReactNode;
}

/** The front of the house: lit windows beside one short matter. Every page outside the dashboard stands here. */
export function Door({ title, lead, children, foot }: DoorProps) {
  return (
    <div className="door">
      <div className="house" aria-hidden="true" />
      <div className="enter">
        <header>
          <Link className="brand" href="/">
            Roomkeeper
          </Link>
        </header>
        <main id="main">
          <h1>{title}</h1>
          {lead ? <p className="lead">{lead}</p> : null}
          {children}
        </main>
        <footer>{foot}</footer>
      </div>
    </div>
  );
}
