import type { ReactNode } from "react";
import { DocsHeader } from "@/components/docs/docs-header";
import pageStyles from "@/components/shell/page.module.css";
import { Shell } from "@/components/shell/shell";
import { loadLeaving } from "@/lib/web/pages/load-leaving";
import { loadNewSignIn } from "@/lib/web/pages/load-new-sign-in";
import { readTheme } from "@/lib/web/pages/theme";
import { visitor } from "@/lib/web/pages/viewer";

/**
 * The header around the docs. A signed-in person gets the header of the dashboard. The docs can be read while the database is
 * unavailable.
 */
export default async function DocsLayout({ children }: { children: ReactNode }) {
  const [account, theme, newSignIn, leaving] = await Promise.all([
    visitor(),
    readTheme(),
    loadNewSignIn().catch(() => null),
    loadLeaving().catch(() => 0),
  ]);
  if (account) {
    return (
      <Shell
        account={account}
        theme={theme}
        flash={null}
        newSignIn={newSignIn}
        leaving={leaving}
        isInside
      >
        {children}
      </Shell>
    );
  }
  return (
    <>
      <DocsHeader />
      <main className={pageStyles.page} id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
