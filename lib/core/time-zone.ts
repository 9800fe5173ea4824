const KNOWN = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
const DAY_MS = 86_400_000;

/**
 * Zones that browsers and Node still call by the former name of their place, from the file `backward` of the IANA time zone database.
 */
const TODAYS_NAME = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Godthab", "America/Nuuk"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

/** Whether the text names a time zone of the IANA database, or UTC. Offsets such as `+02:00` are not names. */
export function isTimeZone(name: string): boolean {
  if (KNOWN.has(name)) return true;
  // Older or newer names of the same zones, such as Asia/Kolkata beside Asia/Calcutta.
  if (!/^[A-Z][A-Za-z_]{1,30}(\/[A-Z][A-Za-z0-9_+-]{1,30}){1,2}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** The zone's name of today. */
export function todaysName(timeZone: string): string {
  return TODAYS_NAME.get(timeZone) ?? timeZone;
}

/** The names to choose from, UTC first, and the one that is chosen. */
export function timeZones(chosen?: string | null): string[] {
  const names = new Set([...KNOWN].map(todaysName));
  return [...names.add(todaysName(chosen ?? "UTC"))];
}

/** Where an instant falls on the wall calendar of a zone. `weekday` counts from Monday, 0 to 6. */
export interface LocalTime {
  /** YYYY-MM-DD */
  day: string;
  weekday: number;
  hour: number;
}

const offsets = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the zone's wall clock is ahead of UTC at that instant. */
function offsetMs(timeZone: string, atMs: number): number {
  let format = offsets.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    offsets.set(timeZone, format);
  }
  const [month = 0, date = 0, year = 0, hour = 0, minute = 0, second = 0] = (
    format.format(atMs).match(/\d+/g) ?? []
  ).map(Number);
  const wall = Date.UTC(year, month - 1, date, hour, minute, second);
  return wall - Math.floor(atMs / 1000) * 1000;
}

/** The day, weekday and hour that a clock on the wall of that zone shows. */
export function localTime(timeZone: string, atMs: number): LocalTime {
  const wall = new Date(timeZone === "UTC" ? atMs : atMs + offsetMs(timeZone, atMs));
  return {
    day: wall.toISOString().slice(0, 10),
    weekday: (wall.getUTCDay() + 6) % 7,
    hour: wall.getUTCHours(),
  };
}

/** The hour that a clock on the wall of that zone shows, with its day: "2026-11-30T21:00". */
export function localHour(timeZone: string, atMs: number): string {
  const { day, hour } = localTime(timeZone, atMs);
  return `${day}T${String(hour).padStart(2, "0")}:00`;
}

/** The local date and time in the zone: "2026-11-30 21:05". */
export function wallTime(timeZone: string, atMs: number): string {
  const wall = new Date(atMs + offsetMs(timeZone, atMs));
  return wall.toISOString().slice(0, 16).replace("T", " ");
}

/** The first instant of a calendar day in that zone, also where a clock change skips midnight. */
export function startOfDay(timeZone: string, day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (timeZone === "UTC") return midnight;
  const guesses = [-1, 0, 1].map((shift) => {
    const near = midnight + shift * DAY_MS;
    return midnight - offsetMs(timeZone, near);
  });
  const within = guesses.filter((at) => localTime(timeZone, at).day === day);
  return Math.min(...(within.length > 0 ? within : guesses));
}

/** The last millisecond of a calendar day in the zone. Days on which the clocks change have 23 or 25 hours. */
export function endOfDay(timeZone: string, day: string): number {
  return startOfDay(timeZone, addDays(day, 1)) - 1;
}

/** The first instant at which the local time in the zone is "2026-11-30T21:05". A time that the clocks skip is read as if they did not. */
export function instantOf(timeZone: string, clock: string): number {
  const wall = Date.parse(`${clock}Z`);
  const guesses = [-DAY_MS, DAY_MS].map((shift) => wall - offsetMs(timeZone, wall + shift));
  const shown = guesses.filter((at) => at + offsetMs(timeZone, at) === wall);
  return shown.length > 0 ? Math.min(...shown) : (guesses[0] ?? wall);
}

/** The name of a zone's time for people: "Los Angeles time", "Buenos Aires time" or "UTC". */
export function zoneInWords(timeZone: string): string {
  const place = todaysName(timeZone).split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return place === "UTC" || timeZone.startsWith("Etc/") ? place : `${place} time`;
}

/** The calendar day `count` days later, or earlier when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
