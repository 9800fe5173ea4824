import type { Metadata } from "next";
import { GuestList } from "@/components/tonight/guest-list";
import { LinkIsOff } from "@/components/tonight/link-is-off";
import { loadGuestList } from "@/lib/web/pages/load-guest-list";
import { nothingFound } from "@/lib/web/pages/nothing-found";

export const metadata: Metadata = {
  title: "What to watch tonight",
  description: "The films that the group agrees on.",
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

interface Props {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The list that a link shows to everybody who has it. A link that shows nothing looks the same whatever the reason. */
export default async function GuestPage({ params, searchParams }: Props) {
  const { token } = await params;
  const view = await loadGuestList(token, await searchParams);
  if (view) return <GuestList view={view} />;
  nothingFound();
  return <LinkIsOff />;
}
