import type { ReactNode } from "react";
import { CopyButtons } from "@/components/docs/copy-buttons";
import skipStyles from "@/components/shell/skip.module.css";
import { ZoneFinder } from "@/components/shell/zone-finder";
import { zoneFacts } from "@/lib/web/pages/viewer";

/** The pages outside the dashboard: they need no viewer and no shell, and each has its own `<main id="main">`. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <a className={skipStyles.skip} href="#main">
        Skip to the page
      </a>
      {children}
      <CopyButtons />
      <ZoneFinder {...(await zoneFacts(null))} />
    </>
  );
}
