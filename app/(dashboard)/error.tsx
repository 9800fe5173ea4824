"use client";

import { usePathname } from "next/navigation";
import { Failure } from "@/components/shell/failure";

/** What failed, by the page. One file for all of them, because each file is one more script that every page loads. */
const FAILED: Record<string, string> = {
  "/": "The overview could not be made",
  "/rooms": "The rooms could not be read",
};

export default function DashboardError({ error }: { error: Error & { digest?: string } }) {
  return <Failure what={FAILED[usePathname()] ?? "This page could not be made"} error={error} />;
}
