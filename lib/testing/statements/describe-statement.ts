import type pg from "pg";
import { jsonColumns } from "@/lib/db/json-columns";
import { outerTables } from "./outer-tables";

/** A column of a statement's result. */
export interface Column {
  name: string;
  /** The type that the pool returns for a value: "string", "number", "boolean", "Date", "Buffer" or "json"; with [] for an array. */
  kind: string;
  /** The type's name in Postgres. */
  type: string;
  /** `table.column` where it comes straight from a table. */
  source: string | undefined;
  /** Whether its table or an outer join allows null. Postgres does not say this of expressions; for them it is false. */
  isNullable: boolean;
}

interface Field {
  name: string;
  tableID: number;
  columnID: number;
  dataTypeID: number;
}

/**
 * Opens a function that has Postgres prepare a statement without running it. The function resolves with the columns, and rejects if the
 * statement cannot run.
 */
export async function openDescriber(client: pg.Client) {
  const types = await readTypes(client);
  const attributes = await readAttributes(client);
  return async (text: string): Promise<Column[]> => {
    const outer = outerTables(text);
    const fields = await prepare(client, text);
    return fields.map(({ name, tableID, columnID, dataTypeID }) => {
      const found = types.get(dataTypeID);
      if (!found) throw new Error(`The column ${name} has no type.`);
      const attribute = attributes.get(`${tableID}.${columnID}`);
      const source = attribute && `${attribute.table}.${attribute.column}`;
      const isNullable = attribute ? attribute.allowsNull || outer.has(attribute.table) : false;
      return { name, ...found, source, isNullable };
    });
  };
}

interface Wire {
  parse(statement: { name: string; text: string; types: number[] }): void;
  describe(what: { type: "S"; name: string }): void;
  sync(): void;
}

/** One round of the extended protocol without bind and execute. pg has no method for this. */
function prepare(client: pg.Client, text: string): Promise<Field[]> {
  return new Promise((resolve, reject) => {
    let fields: Field[] = [];
    const round = {
      submit(wire: Wire) {
        wire.parse({ name: "", text, types: [] });
        wire.describe({ type: "S", name: "" });
        wire.sync();
      },
      handleRowDescription(message: { fields: Field[] }) {
        fields = message.fields;
      },
      handleError: reject,
      handleReadyForQuery: () => resolve(fields),
    };
    client.query(round as unknown as pg.Submittable);
  });
}

interface Attribute {
  place: string;
  table: string;
  column: string;
  allowsNull: boolean;
}

/** The columns of all tables, by the ids of table and column. Views have no rules about nulls, so their columns count as expressions. */
async function readAttributes(client: pg.Client): Promise<Map<string, Attribute>> {
  const { rows } = await client.query<Attribute>(
    `select attribute.attrelid || '.' || attribute.attnum as place, relation.relname as table, attribute.attname as column, not attribute.attnotnull as "allowsNull"
     from pg_attribute attribute join pg_class relation on relation.oid = attribute.attrelid and relation.relkind in ('r', 'p')`,
  );
  return new Map(rows.map((row) => [row.place, row]));
}

/** A value of each category as Postgres writes it. https://www.postgresql.org/docs/current/catalog-pg-type.html#CATALOG-TYPCATEGORY-TABLE */
const WRITTEN: Record<string, string> = { B: "t", D: "2026-11-27 20:00:00+00", N: "1" };

interface TypeFacts {
  oid: number;
  type: string;
  category: string;
  elementCategory: string | null;
}

/** Every type's name and the kind of its values, by its id. */
async function readTypes(client: pg.Client) {
  const { rows } = await client.query<TypeFacts>(
    `select type.oid, type.typname as type, type.typcategory as category, element.typcategory as "elementCategory"
     from pg_type type left join pg_type element on element.oid = type.typelem`,
  );
  return new Map(rows.map((facts) => [facts.oid, { type: facts.type, kind: kindOf(facts) }]));
}

function kindOf({ oid, type, category, elementCategory }: TypeFacts): string {
  if (/jsonb?$/.test(type)) return category === "A" ? "json[]" : "json";
  const one = WRITTEN[(category === "A" ? elementCategory : category) ?? ""] ?? "x";
  return kindOfValue(jsonColumns.getTypeParser(oid, "text")(category === "A" ? `{"${one}"}` : one));
}

function kindOfValue(value: unknown): string {
  if (Array.isArray(value)) return `${kindOfValue(value[0])}[]`;
  if (value instanceof Date) return "Date";
  return Buffer.isBuffer(value) ? "Buffer" : typeof value;
}
