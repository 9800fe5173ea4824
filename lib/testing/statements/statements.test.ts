import path from "node:path";
import pg from "pg";
import { API, type Checker } from "typescript/unstable/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshServices } from "@/lib/testing/fresh-services";
import { compareRows } from "./compare-rows";
import { type Column, openDescriber } from "./describe-statement";
import { findStatements, type Statement } from "./find-statements";
import { NEVER_NULL } from "./never-null";
import { runSamples, wholeTexts } from "./run-samples";
import { SAMPLES } from "./samples";
import { HOLE } from "./statement-text";

const ROOT = path.resolve(import.meta.dirname, "..", "..", "..");

/** Files that pass rows on unchanged, so that there is nothing with which to compare the columns. */
const WHOLE_ROWS: Record<string, string> = {
  "lib/people/export-account.ts": "a person gets every column under its own name",
};

let fresh: Awaited<ReturnType<typeof freshServices>>;
let client: pg.Client;
let describeText: Awaited<ReturnType<typeof openDescriber>>;
let api: API;
let checker: Checker;
let statements: Statement[];
let ran: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  fresh = await freshServices();
  client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  describeText = await openDescriber(client);
  api = new API({ cwd: ROOT });
  const [project] = api
    .updateSnapshot({ openProjects: [path.join(ROOT, "tsconfig.json")] })
    .getProjects();
  if (!project) throw new Error("tsconfig.json makes no project.");
  checker = project.checker;
  statements = findStatements(project, ROOT);
  ran = await runSamples(fresh.spaceId);
});
afterAll(async () => {
  api.close();
  await client.end();
  await fresh.close();
});

const usedReasons = new Set<string>();

async function faultsOf(statement: Statement): Promise<string[]> {
  const texts = wholeTexts(statement, ran.get(statement.file) ?? []);
  if (texts.length === 0)
    return ["Its text is not in the code: add what runs it to lib/testing/statements/samples.ts."];
  const faults: string[] = [];
  for (const text of texts) {
    try {
      const columns = await describeText(text);
      faults.push(...compare(statement, text, columns));
    } catch (error) {
      faults.push(`Postgres refuses it: ${(error as Error).message} (${text.slice(0, 80)} …)`);
    }
  }
  return faults;
}

function compare({ file, row, readsRows }: Statement, text: string, columns: Column[]): string[] {
  if (file in WHOLE_ROWS) return [];
  if (row === undefined)
    return columns.length > 0 && readsRows ? ["Give its rows a type: query<Row>(…)."] : [];
  const known = columns.map((column) => {
    const reason = NEVER_NULL.find((one) => one.column === column.source && one.where.test(text));
    if (reason && column.isNullable) usedReasons.add(reason.column);
    return reason ? { ...column, isNullable: false } : column;
  });
  return compareRows(checker, row, known);
}

test("every statement fits the database, and its rows have the type as which the code reads them", async () => {
  expect(statements.length).toBeGreaterThan(250);
  const found: string[] = [];
  for (const statement of statements) {
    const faults = await faultsOf(statement);
    found.push(...faults.map((fault) => `${statement.place} ${fault}`));
  }
  expect([...new Set(found)]).toEqual([]);
  expect(NEVER_NULL.map(({ column }) => column).filter((one) => !usedReasons.has(one))).toEqual([]);
});

test("each sample is for a file with a statement that is known only when the code runs", () => {
  const unread = statements.filter(({ texts }) => texts.some((text) => text.includes(HOLE)));
  const files = [...new Set(unread.map(({ file }) => file))];
  expect(Object.keys(SAMPLES)).toEqual(files.toSorted());
});
