import type { ReactNode } from "react";

/** The pages in front of the desk: no viewer, no shell; each brings its own `<main id="main">`. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      {children}
    </>
  );
}
