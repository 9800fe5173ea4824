import { listed } from "@/lib/core/listed";

/** The ways in which Roomkeeper announces that a room leaves soon. */
export const WARNING_WAYS = ["overview", "event"] as const;
export type WarningWay = (typeof WARNING_WAYS)[number];

const TEXT: Readonly<Record<WarningWay, string>> = {
  overview: "in the overview of its owner",
  event: "to its game server by an event",
};

/** "In the overview of its owner and to its game server by an event"; empty for other values. */
export function waysText(ways: unknown): string {
  if (!Array.isArray(ways)) return "";
  const texts = WARNING_WAYS.filter((way) => ways.includes(way)).map((way) => TEXT[way]);
  const text = listed(texts);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
