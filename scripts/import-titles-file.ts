import { readFile } from "node:fs/promises";
import { importTitles } from "@/lib/match/media/import-titles";
import { createSpace } from "@/lib/spaces/create-space";
import { findSpace } from "@/lib/spaces/find-space";
import { consoleContext, UsageError } from "./run-command";

/** Writes the films of a file to the catalogue of the space that `postgres:SPACE` names, and makes the space if it is missing. */
export async function importTitlesFile(file: string, place: string): Promise<number> {
  const [, name] = /^postgres:(.+)$/s.exec(place) ?? [];
  if (!name) throw new UsageError("Titles go into a space: titles FILE postgres:SPACE.");
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  const ctx = consoleContext();
  const space = (await findSpace(ctx, { name })) ?? (await createSpace(ctx, { name }));
  const { films } = await importTitles(ctx, { spaceId: space.id, bytes });
  return films;
}
