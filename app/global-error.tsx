"use client";

import pageStyles from "@/components/shell/page.module.css";

import "./globals.css";
import { Failure } from "@/components/shell/failure";

/** Shown when the document around the pages itself failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Roomkeeper</title>
        <main className={pageStyles.page} id="main">
          <Failure what="This page could not be made" error={error} />
        </main>
      </body>
    </html>
  );
}
