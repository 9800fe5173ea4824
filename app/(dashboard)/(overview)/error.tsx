"use client";

import { Failure } from "@/components/shell/failure";

export default function OverviewError({ error }: { error: Error & { digest?: string } }) {
  return <Failure what="The overview could not be made" error={error} />;
}
