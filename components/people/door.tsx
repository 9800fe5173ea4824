import type { ReactNode } from "react";
import { House } from "@/components/front/house";
import { Brand } from "@/components/shell/brand";

interface DoorProps {
  title: ReactNode;
  lead?: ReactNode;
  children?: ReactNode;
  /** Quiet links at the foot. */
  foot?: ReactNode;
}

/** The frame of every page outside the dashboard: a drawing of a house at night beside one short text. */
export function Door({ title, lead, children, foot }: DoorProps) {
  return (
    <div className="door">
      <div className="house">
        <House />
      </div>
      <div className="enter">
        <header>
          <Brand />
        </header>
        <main id="main" tabIndex={-1}>
          <h1>{title}</h1>
          {lead ? <p className="lead">{lead}</p> : null}
          {children}
        </main>
        <footer>{foot}</footer>
      </div>
    </div>
  );
}
