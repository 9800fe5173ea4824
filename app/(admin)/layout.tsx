import type { ReactNode } from "react";
import { AdminTabs } from "@/components/shell/admin-tabs";
import { Shell } from "@/components/shell/shell";
import { readFlash } from "@/lib/web/flash";
import { readTheme } from "@/lib/web/theme";
import { requireAdmin } from "@/lib/web/viewer";

/** The admin's pages: an owner is told the same as when there is no such page. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const account = await requireAdmin();
  const [theme, flash] = await Promise.all([readTheme(), readFlash()]);
  return (
    <Shell account={account} theme={theme} flash={flash}>
      <AdminTabs />
      {children}
    </Shell>
  );
}
