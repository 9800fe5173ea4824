import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BulkQuestion } from "@/components/rooms/bulk-question";
import { loadBulk } from "@/lib/web/pages/load-bulk";
import type { SearchParams } from "@/lib/web/pages/load-rooms";
import { requireViewer } from "@/lib/web/pages/viewer";

export const metadata: Metadata = { title: "Change rooms" };

export default async function BulkQuestionPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const viewer = await requireViewer("/rooms");
  const page = await loadBulk(viewer, await searchParams);
  if (!page) redirect("/rooms");
  return <BulkQuestion page={page} />;
}
