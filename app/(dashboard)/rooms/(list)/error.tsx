"use client";

import { Failure } from "@/components/shell/failure";

export default function RoomsError({ error }: { error: Error & { digest?: string } }) {
  return <Failure what="The rooms could not be read" error={error} />;
}
