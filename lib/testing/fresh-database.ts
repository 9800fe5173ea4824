import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of the migrated template database on the test run's own Postgres. */
    templateDatabaseUrl: string;
    /** The URL of the same Postgres for the superuser. */
    superuserUrl: string;
  }
}

/** Makes a migrated, empty database for one test file; call `drop` in `afterAll`. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const template = new URL(inject("templateDatabaseUrl"));
  const name = `test_${randomBytes(8).toString("hex")}`;
  const from = `template ${template.pathname.slice(1)} owner ${template.username}`;
  await onServer(`create database ${name} ${from}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  };
}

/** Runs a statement on the test run's Postgres as the superuser, outside of the tests' databases. */
export async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("superuserUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
