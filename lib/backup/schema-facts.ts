import type { Queryable } from "@/lib/db/queryable";

export interface TableFacts {
  name: string;
  columns: string[];
  /** Columns of its primary key, in order. */
  key: string[];
}

/** The tables of the schema by name, `_prisma_migrations` too. */
export async function readTables(db: Queryable): Promise<TableFacts[]> {
  const { rows } = await db.query<TableFacts>(
    `select relation.relname as name,
       array(select attname::text from pg_attribute attribute
         where attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped order by attnum) as columns,
       array(select attribute.attname::text from pg_index index
         cross join unnest(index.indkey) with ordinality as part(attnum, n)
         join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum = part.attnum
         where index.indrelid = relation.oid and index.indisprimary order by part.n) as key
     from pg_class relation where relation.relnamespace = current_schema()::regnamespace and relation.relkind in ('r', 'p')
       and not relation.relispartition order by 1`,
  );
  return rows;
}

export interface SequenceFacts {
  table: string;
  column: string;
  /** Its last value, as text; 0 if it was never used. */
  last: string;
}

/** Every sequence that numbers a column. */
export async function readSequences(db: Queryable): Promise<SequenceFacts[]> {
  const { rows } = await db.query<SequenceFacts>(
    `select relation.relname as table, attribute.attname as column,
       coalesce(pg_sequence_last_value(pg_get_serial_sequence(quote_ident(relation.relname), attribute.attname)::regclass), 0)::text as last
     from pg_class relation join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
     where relation.relnamespace = current_schema()::regnamespace and relation.relkind in ('r', 'p')
       and pg_get_serial_sequence(quote_ident(relation.relname), attribute.attname) is not null order by 1, 2`,
  );
  return rows;
}

/** The newest migration that was applied. */
export async function readMigration(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by 1 desc limit 1`,
  );
  return rows[0]?.name ?? "none";
}
