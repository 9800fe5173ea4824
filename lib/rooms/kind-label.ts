import type { Services } from "@/lib/runtime/services";

/** What a room is called by its kind; null while only one kind is served, because then every room is of that kind. */
export function kindLabel({ families }: Pick<Services, "families">, kind: string): string | null {
  if (families.length === 1) return null;
  return families.find((family) => family.kind === kind)?.label ?? null;
}
