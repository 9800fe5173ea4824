import { Segmented } from "@/components/ui/segmented";
import { type RoomsPage, roomsHref } from "@/lib/web/pages/load-rooms";

/** The choice between all rooms and those of one kind, where several kinds are served. What only one kind has is not kept. */
export function KindFilter({ page }: { page: RoomsPage }) {
  const { families, filter } = page;
  if (families.length === 1) return null;
  const choices = [{ kind: "any", plural: "All" }, ...families];
  return (
    <Segmented
      label="Kind"
      segments={choices.map(({ kind, plural }) => ({
        href: roomsHref(page, { kind, type: "any", sort: "need" }),
        label: plural,
        current: filter.kind === kind,
      }))}
    />
  );
}
