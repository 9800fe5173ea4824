import { counted } from "@/lib/core/counted";

/** Where the connector says what its owner should know: one sentence a line, among the lines of MovieMatch. */
export interface GameLog {
  info(sentence: string): void;
  warn(sentence: string): void;
}

/** The log of the process, in the form of MovieMatch's own lines. */
export const processLog: GameLog = {
  info: (sentence) => console.info(`INFO Roomkeeper: ${sentence}`),
  warn: (sentence) => console.warn(`WARNING Roomkeeper: ${sentence}`),
};

/** Says a sentence only the first time that its key is given. */
export function createNotices(log: GameLog) {
  const said = new Set<string>();
  const once = (level: keyof GameLog) => (key: string, sentence: string) => {
    if (said.has(key)) return;
    said.add(key);
    log[level](sentence);
  };
  return { infoOnce: once("info"), warnOnce: once("warn") };
}

/** “1 change of 1 room is”, “10 changes of 2 rooms are”. */
export function changesAre({ changes, rooms }: { changes: number; rooms: unknown[] }): string {
  const verb = changes === 1 ? "is" : "are";
  return `${counted(changes, "change")} of ${counted(rooms.length, "room")} ${verb}`;
}
