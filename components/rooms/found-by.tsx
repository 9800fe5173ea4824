import { Name } from "@/components/ui/name";

/** Why a search shows a room whose name does not contain the text: "found by its film Soul". */
export function FoundBy({ found }: { found: { by: "owner" | "film"; text: string } }) {
  return (
    <>
      found by its {found.by} <Name dir="auto">{found.text}</Name>
    </>
  );
}
