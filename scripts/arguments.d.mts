import type { ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

export function readArguments<T extends Options>(given: {
  name: string;
  usage: string;
  options?: T;
  hasPositionals?: boolean;
}): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>;
export function helpText(name: string): string;
export function callOf(name: string): string;
