import type { Metadata } from "next";
import { Agreed } from "@/components/agreed/agreed";
import type { Asked } from "@/lib/match/shortlist/shortlist-filter";
import { loadAgreed } from "@/lib/web/pages/load-agreed";

export const metadata: Metadata = { title: "Agreed" };

/** Everything that was ever agreed on in the viewer's rooms. */
export default async function AgreedPage({ searchParams }: { searchParams: Promise<Asked> }) {
  return <Agreed view={await loadAgreed(await searchParams)} />;
}
