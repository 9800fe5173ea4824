import { parse } from "csv-parse";
import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import { issueText } from "@/lib/core/issue-text";
import { LIMITS } from "@/lib/core/limits";
import { parseJson } from "@/lib/core/parse-json";
import { type Media, mediaSchema } from "./media-schema";

/**
 * The columns of a CSV file with titles: their names are the fields of a film in the API, in any order and letter case. `genres` are
 * separated by `|`. Columns with other names are ignored.
 */
export const TITLE_COLUMNS = [
  ...(["mediaId", "title", "year", "posterUrl", "linkUrl"] as const),
  ...(["trailerUrl", "durationMs", "genres"] as const),
];

type Column = (typeof TITLE_COLUMNS)[number];

const COLUMN_OF = new Map(TITLE_COLUMNS.map((name) => [name.toLowerCase(), name]));
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads the films of a file: CSV with a line of names (separated by commas, semicolons or tabs), or JSON as in `PUT /api/v1/media`, a list of
 * films or an object with `items`. Throws `invalid_document` with the first line or film that is wrong; then nothing of it may be used.
 */
export async function readTitleFile(bytes: Uint8Array): Promise<Media[]> {
  if (bytes.byteLength > LIMITS.titleFileBytesMax) {
    const most = LIMITS.titleFileBytesMax / 1024 / 1024;
    throw new RoomkeeperError("body_too_large", `A file with titles has at most ${most} MiB.`);
  }
  const text = textOf(bytes);
  const films = /^\s*[[{]/.test(text) ? filmsOfJson(text) : await filmsOfCsv(text);
  if (films.length === 0) throw invalid("The file has no films.");
  return films;
}

function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes).replace(/^\ufeff/, "");
  } catch {
    throw invalid("The file is not text in UTF-8.");
  }
}

function filmsOfJson(text: string): Media[] {
  const value = parseJson(text);
  const list = Array.isArray(value) ? value : (value as { items?: unknown } | null)?.items;
  if (!Array.isArray(list)) throw invalid("The file has neither a list of films nor `items`.");
  if (list.length > LIMITS.titlesPerFileMax) throw tooMany();
  return list.map((film, index) => filmOf(film, `Film ${index + 1}`));
}

async function filmsOfCsv(text: string): Promise<Media[]> {
  const films: Media[] = [];
  let columns: (Column | undefined)[] | undefined;
  const rows = parse(text, {
    delimiter: separatorOf(text),
    relaxColumnCount: true,
    skipEmptyLines: true,
    info: true,
    trim: true,
    maxRecordSize: LIMITS.titleLineUnitsMax,
  });
  try {
    for await (const { record, info } of rows as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (!columns) {
        columns = columnsOf(record);
        continue;
      }
      if (films.length >= LIMITS.titlesPerFileMax) throw tooMany();
      films.push(filmOf(fieldsOf(columns, record), `Line ${info.lines}`));
    }
  } catch (error) {
    if (error instanceof RoomkeeperError) throw error;
    const { lines } = error as { lines?: number };
    throw invalid(`${lines ? `Line ${lines}` : "The file"} is not valid CSV.`);
  }
  return films;
}

/** The separator of the first line. A comma, unless the line has none and has another one. */
function separatorOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  return [",", ";", "\t"].find((one) => first.includes(one)) ?? ",";
}

function columnsOf(names: readonly string[]): (Column | undefined)[] {
  const columns = names.map((name) => COLUMN_OF.get(name.trim().toLowerCase()));
  for (const needed of ["mediaId", "title"] as const) {
    if (!columns.includes(needed)) {
      throw invalid(`The first line must name the columns, among them mediaId and title.`);
    }
  }
  return columns;
}

function fieldsOf(columns: readonly (Column | undefined)[], record: readonly string[]) {
  const fields: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const value = record[index] ?? "";
    if (!column || value === "") continue;
    if (column === "year" || column === "durationMs") fields[column] = Number(value);
    else if (column === "genres") fields[column] = value.split("|").map((one) => one.trim());
    else fields[column] = value;
  }
  return fields;
}

function filmOf(value: unknown, where: string): Media {
  const parsed = mediaSchema.safeParse(value, { error: issueText });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join("/") || "it";
  throw invalid(`${where}: ${field} ${issue?.message.toWellFormed()}.`);
}

function invalid(message: string): RoomkeeperError {
  return new RoomkeeperError("invalid_document", message);
}

function tooMany(): RoomkeeperError {
  return invalid(`A file has at most ${counted(LIMITS.titlesPerFileMax, "film")}.`);
}
