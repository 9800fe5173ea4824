import type { ReactNode } from "react";
import { CopyButtons } from "@/components/docs/copy-buttons";
import { Icon } from "@/components/ui/icon";
import { type AccountFacts, AccountMenu } from "./account-menu";
import { Brand } from "./brand";
import deskStyles from "./desk.module.css";
import { Keys } from "./keys";
import { MenusAndDialogs } from "./menus-and-dialogs";
import { NavLinks } from "./nav-links";
import { type NewSignIn, NewSignInNotice } from "./new-sign-in-notice";
import pageStyles from "./page.module.css";
import { Palette } from "./palette";
import skipStyles from "./skip.module.css";
import { Toast, type ToastMessage } from "./toast";

/**
 * The frame of every page for signed-in people: the bar at the top, the page, the bar at the foot of a phone, the toast and the palette.
 * The page is inside `<main class="page">`.
 */
export function Shell({
  account,
  theme,
  flash,
  newSignIn,
  leaving,
  isInside = false,
  children,
}: {
  account: AccountFacts;
  theme: "system" | "light" | "dark";
  flash: ToastMessage | null;
  newSignIn: NewSignIn | null;
  /** How many of the viewer's own rooms leave soon. */
  leaving: number;
  /** Whether an outer layout already has the skip link and the copy buttons. */
  isInside?: boolean;
  children: ReactNode;
}) {
  const isAdmin = account.role === "admin";
  return (
    <>
      {isInside ? null : (
        <a className={skipStyles.skip} href="#main">
          Skip to the page
        </a>
      )}
      <header className={deskStyles.desk}>
        <div className={deskStyles.deskIn}>
          <Brand />
          <NavLinks isAdmin={isAdmin} bar="top" leaving={leaving} />
          <div className={deskStyles.deskEnd}>
            <a
              className={deskStyles.jump}
              href="/rooms#find"
              data-palette=""
              aria-label="Search or jump to"
              aria-keyshortcuts="Control+K Meta+K"
            >
              <Icon name="search" />
              <span>Search or jump to</span>
              <kbd>Ctrl K</kbd>
            </a>
            <AccountMenu account={account} theme={theme} />
          </div>
        </div>
      </header>
      {newSignIn ? <NewSignInNotice {...newSignIn} /> : null}
      <main className={pageStyles.page} id="main" tabIndex={-1}>
        {children}
      </main>
      <NavLinks isAdmin={isAdmin} bar="foot" leaving={leaving} />
      <Toast flash={flash} />
      <Keys />
      <Palette isAdmin={isAdmin} />
      <MenusAndDialogs />
      {isInside ? null : <CopyButtons />}
    </>
  );
}
