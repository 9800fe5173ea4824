import type { ReactNode } from "react";
import skipStyles from "@/components/shell/skip.module.css";

/** The pages for people who have a link and no account: nothing about them is asked or stored. */
export default function GuestLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <a className={skipStyles.skip} href="#main">
        Skip to the page
      </a>
      {children}
    </>
  );
}
