import type pg from "pg";

/** The app's role in the embedded Postgres, and the only database that it owns. */
export const APP_ROLE = "roomkeeper_app";
export const APP_DATABASE = "roomkeeper";

/** The advisory lock (any fixed number) with which simultaneous starts prepare the database one after the other. */
const PREPARING = 7_666_539;
const DUPLICATE_DATABASE = "42P04";

const MAKE_ROLE = `
  do $$ begin
    if not exists (select from pg_roles where rolname = '${APP_ROLE}') then
      create role ${APP_ROLE} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
    end if;
  end $$`;

/** Everything that an older version made as the superuser. Indexes and column sequences change owner with their table. */
const HAND_OVER = `
  do $$ declare statement text; begin
    for statement in
      select format('alter %s %s owner to ${APP_ROLE}', kind, name) from (
        select case relation.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind,
          relation.oid::regclass::text as name, relation.relowner as owner, relation.oid, 'pg_class'::regclass as class
        from pg_class relation where relation.relnamespace = 'public'::regnamespace and relation.relkind in ('r', 'p', 'v', 'm', 'S')
        union all
        select 'routine', proc.oid::regprocedure::text, proc.proowner, proc.oid, 'pg_proc'::regclass
        from pg_proc proc where proc.pronamespace = 'public'::regnamespace
        union all
        select 'type', type.oid::regtype::text, type.typowner, type.oid, 'pg_type'::regclass
        from pg_type type where type.typnamespace = 'public'::regnamespace and type.typtype in ('e', 'd')) made
      where owner <> '${APP_ROLE}'::regrole and not exists (
        select from pg_depend dependency where dependency.classid = made.class and dependency.objid = made.oid and dependency.deptype in ('a', 'e', 'i'))
    loop
      execute statement;
    end loop;
  end $$`;

/**
 * Makes the app's role and its database if they are missing, and gives the role everything that an older version made as the superuser.
 * @param superuser connected to another database
 * @param connect opens another connection as the superuser
 */
export async function prepareAppDatabase(
  superuser: pg.Client,
  password: string,
  connect: (database: string) => Promise<pg.Client | undefined>,
): Promise<void> {
  await superuser.query("select pg_advisory_lock($1)", [PREPARING]);
  try {
    if (await isPrepared(superuser)) return;
    await superuser.query(MAKE_ROLE);
    await superuser.query(`alter role ${APP_ROLE} password '${password}'`);
    await superuser.query("revoke all on database postgres from public");
    await superuser.query(`create database ${APP_DATABASE}`).catch((error: { code?: string }) => {
      if (error.code !== DUPLICATE_DATABASE) throw error;
    });
    const inside = await connect(APP_DATABASE);
    if (!inside) throw new Error("it does not answer");
    try {
      await inside.query(HAND_OVER);
    } finally {
      await inside.end();
    }
    // This comes last, because it marks that everything was handed over.
    await superuser.query(`alter database ${APP_DATABASE} owner to ${APP_ROLE}`);
  } finally {
    await superuser.query("select pg_advisory_unlock($1)", [PREPARING]);
  }
}

async function isPrepared(superuser: pg.Client): Promise<boolean> {
  const { rowCount } = await superuser.query(
    "select 1 from pg_database where datname = $1 and pg_get_userbyid(datdba) = $2",
    [APP_DATABASE, APP_ROLE],
  );
  return rowCount === 1;
}
