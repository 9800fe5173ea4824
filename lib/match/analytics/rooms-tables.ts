import type { Cell } from "./cell";
import { wholeStepText } from "./figure-text";
import type { Analytics } from "./figures";
import type { OpenedRooms } from "./rooms-figures";

function openedCells({ now, before }: OpenedRooms): Cell[] {
  return before === null ? [now] : [now, before];
}

function openedColumns({ before }: Analytics): string[] {
  return ["rooms opened", ...(before ? ["rooms opened before"] : [])];
}

export function openedTable(figures: Analytics) {
  const { rooms, steps, stepKind } = figures;
  return {
    title: "Rooms opened over time",
    columns: ["from", stepKind, ...openedColumns(figures)],
    rows: (rooms?.bySteps ?? []).map((opened, index): Cell[] => {
      const step = steps[index];
      const text = step
        ? wholeStepText({ ...step, hasEarlier: false, hasLater: false }, stepKind)
        : null;
      return [step?.start ?? null, text, ...openedCells(opened)];
    }),
  };
}

export function openedPartsTable(figures: Analytics) {
  const { byType = [], bySpace = [] } = figures.rooms ?? {};
  return {
    title: "Rooms opened by type and space",
    columns: ["by", "value", ...openedColumns(figures)],
    rows: [
      ...byType.map((part): Cell[] => ["type", part.label, ...openedCells(part)]),
      ...bySpace.map((part): Cell[] => ["space", part.label, ...openedCells(part)]),
    ],
  };
}

export function usedRoomsTable({ rooms }: Analytics) {
  return {
    title: "Most used rooms",
    columns: ["room", "space", "people", "ratings", "matches"],
    rows: (rooms?.mostUsed ?? []).map(({ name, space, people, ratings, matches }): Cell[] => [
      name,
      space,
      people,
      ratings,
      matches,
    ]),
  };
}
