"use client";

import { Failure } from "@/components/shell/failure";
import pageStyles from "@/components/shell/page.module.css";

export default function RootError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className={pageStyles.page} id="main">
      <Failure what="This page could not be made" error={error} />
    </main>
  );
}
