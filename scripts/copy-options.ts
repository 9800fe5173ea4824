import type { readArguments } from "./arguments.mjs";

/** The options of `rooms -- copy`. */
export const COPY_OPTIONS = {
  "dry-run": { type: "boolean" },
  "on-conflict": { type: "string", default: "join" },
  "include-trash": { type: "boolean" },
  "without-passwords": { type: "boolean" },
  "with-passwords": { type: "boolean" },
  "verify-only": { type: "boolean" },
  resume: { type: "string" },
  fresh: { type: "boolean" },
  json: { type: "boolean" },
  "from-token-env": { type: "string" },
  "to-token-env": { type: "string" },
} as const;

/** Their values in one call. */
export type CopyFlags = ReturnType<typeof readArguments<typeof COPY_OPTIONS>>["values"];
