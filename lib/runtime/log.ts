import pino, { type Logger } from "pino";
import { env } from "./env";

let known: Logger | undefined;

/** The process's log: one JSON line an event on stdout. Secrets never get into a line: nothing logs headers or bodies. */
export function log(): Logger {
  known ??= pino({ name: "roomkeeper", level: env().logLevel });
  return known;
}
