import type { ReactNode } from "react";
import { AdminTabs } from "@/components/shell/admin-tabs";
import { Shell } from "@/components/shell/shell";
import { ZoneFinder } from "@/components/shell/zone-finder";
import { readFlash } from "@/lib/web/flash";
import { loadNewSignIn } from "@/lib/web/load-new-sign-in";
import { readTheme } from "@/lib/web/theme";
import { viewer, zoneFacts } from "@/lib/web/viewer";

/**
 * The admin's desk. It refuses nobody: every page asks for its admin itself, because only a page knows its own address to come
 * back to. Who is no admin sees nothing of it around the refusal.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const [account, theme, flash, newSignIn] = await Promise.all([
    viewer(),
    readTheme(),
    readFlash(),
    loadNewSignIn(),
  ]);
  if (account?.role !== "admin" || account.banned) return children;
  return (
    <Shell account={account} theme={theme} flash={flash} newSignIn={newSignIn}>
      <AdminTabs />
      {children}
      <ZoneFinder {...(await zoneFacts(account))} />
    </Shell>
  );
}
