import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { ZoneFinder } from "@/components/shell/zone-finder";
import { readFlash } from "@/lib/web/forms/flash";
import { loadLeaving } from "@/lib/web/pages/load-leaving";
import { loadNewSignIn } from "@/lib/web/pages/load-new-sign-in";
import { readTheme } from "@/lib/web/pages/theme";
import { viewer, zoneFacts } from "@/lib/web/pages/viewer";

/**
 * The frame of the pages. It does not check the viewer: every page does that itself, because only a page knows the address to return to
 * after the sign-in.
 */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const [account, theme, flash, newSignIn, leaving] = await Promise.all([
    viewer(),
    readTheme(),
    readFlash(),
    loadNewSignIn(),
    loadLeaving(),
  ]);
  if (!account || account.banned) return children;
  return (
    <Shell account={account} theme={theme} flash={flash} newSignIn={newSignIn} leaving={leaving}>
      {children}
      <ZoneFinder {...(await zoneFacts(account))} />
    </Shell>
  );
}
