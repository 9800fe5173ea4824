import type pg from "pg";

/** Anything that runs a statement. */
export type Db = Pick<pg.ClientBase, "query">;

export interface TableFacts {
  name: string;
  columns: string[];
  /** Columns of its primary key, in order. */
  key: string[];
}

/** The tables of the schema by name, `_prisma_migrations` too. */
export async function readTables(db: Db): Promise<TableFacts[]> {
  const { rows } = await db.query<TableFacts>(
    `select c.relname as name,
       array(select attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by attnum) as columns,
       array(select a.attname::text from pg_index i
         cross join unnest(i.indkey) with ordinality as k(attnum, n)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
         where i.indrelid = c.oid and i.indisprimary order by k.n) as key
     from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition order by 1`,
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
export async function readSequences(db: Db): Promise<SequenceFacts[]> {
  const { rows } = await db.query<SequenceFacts>(
    `select c.relname as table, a.attname as column,
       coalesce(pg_sequence_last_value(pg_get_serial_sequence(quote_ident(c.relname), a.attname)::regclass), 0)::text as last
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
       and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null order by 1, 2`,
  );
  return rows;
}

/** The newest migration that was applied. */
export async function readMigration(db: Db): Promise<string> {
  const { rows } = await db.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by 1 desc limit 1`,
  );
  return rows[0]?.name ?? "none";
}
