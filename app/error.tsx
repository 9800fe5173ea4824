"use client";

import { Failure } from "@/components/shell/failure";

export default function RootError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="page" id="main">
      <Failure what="This page could not be made" error={error} />
    </main>
  );
}
