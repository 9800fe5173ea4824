import pino, { type Logger } from "pino";
import { env } from "./env";

let known: Logger | undefined;

/** The log of the process: one JSON line per event, on stdout. Headers and bodies are never logged, so the log contains no secrets. */
export function log(): Logger {
  known ??= pino({ name: "roomkeeper", level: env().logLevel });
  return known;
}
