const KNOWN = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);

/**
 * The current names of zones for which browsers and Node still use a former name, from the file `backward` of the IANA time zone
 * database.
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

/** The current name of the zone. */
export function todaysName(timeZone: string): string {
  return TODAYS_NAME.get(timeZone) ?? timeZone;
}

/** The zone names to choose from, UTC first. The chosen one is always in the list. */
export function timeZones(chosen?: string | null): string[] {
  const names = new Set([...KNOWN].map(todaysName));
  return [...names.add(todaysName(chosen ?? "UTC"))];
}

/** The name of a zone's time as people say it: "Los Angeles time", "Buenos Aires time" or "UTC". */
export function zoneText(timeZone: string): string {
  const place = todaysName(timeZone).split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return place === "UTC" || timeZone.startsWith("Etc/") ? place : `${place} time`;
}
