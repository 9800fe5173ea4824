export interface BusiestHour {
  weekday: number;
  hour: number;
  ratings: number;
}

/** The hour of the week with the most ratings, the earliest if there are several; null if there are no ratings. */
export function busiestHour(hours: readonly (readonly number[])[]): BusiestHour | null {
  let busiest: BusiestHour | null = null;
  for (const [weekday, row] of hours.entries())
    for (const [hour, ratings] of row.entries())
      if (ratings > (busiest?.ratings ?? 0)) busiest = { weekday, hour, ratings };
  return busiest;
}

/**
 * The longest part of the day without any ratings, from its first hour to the hour after its last one. It may pass midnight. Null if it
 * is shorter than three hours or there are no ratings.
 */
export function quietHours(
  hours: readonly (readonly number[])[],
): { from: number; to: number } | null {
  const busy = Array.from({ length: 24 }, (_, hour) => hours.some((row) => (row[hour] ?? 0) > 0));
  if (!busy.includes(true)) return null;
  let best = { from: 0, length: 0 };
  for (let from = 0; from < 24; from += 1) {
    let length = 0;
    while (length < 24 && !busy[(from + length) % 24]) length += 1;
    if (length > best.length) best = { from, length };
  }
  return best.length >= 3 ? { from: best.from, to: (best.from + best.length) % 24 } : null;
}
