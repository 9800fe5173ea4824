import type { ReactNode } from "react";
import { AdminTabs } from "@/components/shell/admin-tabs";
import { NothingHere } from "@/components/shell/nothing-here";
import { Shell } from "@/components/shell/shell";
import { ZoneFinder } from "@/components/shell/zone-finder";
import { readFlash } from "@/lib/web/forms/flash";
import { loadLeaving } from "@/lib/web/pages/load-leaving";
import { loadNewSignIn } from "@/lib/web/pages/load-new-sign-in";
import { nothingFound } from "@/lib/web/pages/nothing-found";
import { readTheme } from "@/lib/web/pages/theme";
import { viewer, zoneFacts } from "@/lib/web/pages/viewer";

/**
 * The frame of the admin pages. If nobody is signed in, the page itself redirects to the sign-in page, because it knows its own address
 * to return to. Owners get the same as for an address that does not exist, and the page is not rendered.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const [account, theme, flash, newSignIn, leaving] = await Promise.all([
    viewer(),
    readTheme(),
    readFlash(),
    loadNewSignIn(),
    loadLeaving(),
  ]);
  if (!account || account.banned) return children;
  const isAdmin = account.role === "admin";
  if (!isAdmin) nothingFound();
  return (
    <Shell account={account} theme={theme} flash={flash} newSignIn={newSignIn} leaving={leaving}>
      {isAdmin ? <AdminTabs /> : null}
      {isAdmin ? children : <NothingHere />}
      <ZoneFinder {...(await zoneFacts(account))} />
    </Shell>
  );
}
