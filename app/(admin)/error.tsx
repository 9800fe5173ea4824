"use client";

import { Failure } from "@/components/shell/failure";

export default function AdminError({ error }: { error: Error & { digest?: string } }) {
  return <Failure what="This page could not be made" error={error} />;
}
