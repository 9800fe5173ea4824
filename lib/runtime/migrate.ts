import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { UtcClient } from "@/lib/db/utc-client";
import { readMigrationNames } from "@/lib/examination/read-migration-names";
import { withMigrationLock } from "./migration-lock";

type Bindings = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm(wasm: unknown): void };

let loaded: Promise<Bindings> | undefined;

/**
 * Loads Prisma's migration engine from its npm package. The CLI would download a native engine from a host that many networks cannot
 * reach. The bindings support only one instance, so a process loads it once. https://www.npmjs.com/package/@prisma/schema-engine-wasm
 */
async function loadBindings(): Promise<Bindings> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message() {} } });
  const require = createRequire(import.meta.url);
  const imported = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmPath = require
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), {
    "./schema_engine_bg.js": imported as unknown as WebAssembly.ModuleImports,
  });
  const exported = instance.exports as { __wbindgen_start(): void };
  const bindings = imported as unknown as Bindings;
  bindings.__wbg_set_wasm(exported);
  exported.__wbindgen_start();
  return bindings;
}

async function openSchemaEngine(url: string, schema?: string) {
  loaded ??= loadBindings();
  const { SchemaEngine: Engine } = await loaded;
  const pool = new pg.Pool({ Client: UtcClient, connectionString: url, max: 2 });
  pool.on("error", () => {});
  const engine = await Engine.new(
    { datamodels: schema ? [["schema.prisma", schema]] : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(wholeScripts(pool)),
  );
  return Object.assign(engine, {
    async close() {
      engine.free();
      await pool.end();
    },
  });
}

/**
 * Makes Prisma's adapter send each script as a whole; Postgres runs it as one transaction. The adapter itself would split scripts at
 * every semicolon, also inside functions and comments.
 */
function wholeScripts(pool: pg.Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connect();
    // Prisma's own lock belongs to a session, and a pooler would keep that session with its lock. `withMigrationLock` already keeps other
    // instances out.
    const withoutLock = (query: { sql: string }) =>
      PRISMA_LOCK.test(query.sql) ? { ...query, sql: "select 1" } : query;
    const { queryRaw, executeRaw } = connection;
    connection.queryRaw = (query) => queryRaw.call(connection, withoutLock(query) as typeof query);
    connection.executeRaw = (query) =>
      executeRaw.call(connection, withoutLock(query) as typeof query);
    connection.executeScript = async (script) => {
      if (PRISMA_LOCK.test(script)) return;
      // Behind a pooler, sessions have the time limits of requests (`limitRole`), but a migration may take longer.
      await pool.query(`set local statement_timeout = 0; ${script}`);
    };
    return connection;
  };
  return factory;
}

const PRISMA_LOCK = /^\s*select pg_advisory_lock\(\d+\)\s*;?\s*$/i;
const NO_FILTER = { externalTables: [], externalEnums: [] };

async function readMigrations(root: string): Promise<MigrationList> {
  const baseDir = path.join(root, "prisma", "migrations");
  const names = await readMigrationNames(root);
  return {
    baseDir,
    lockfile: {
      path: "migration_lock.toml",
      content: await readFile(path.join(baseDir, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(baseDir, name, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/**
 * Applies all missing migrations to the database at `url`.
 * @param root the folder that holds `prisma/`
 * @returns the names of the migrations that were applied; empty if none was missing
 */
export function migrate(url: string, root = process.cwd()): Promise<string[]> {
  return withMigrationLock(url, () => applyMigrations(url, root));
}

/** Like `migrate`, for a caller who already has the migration lock. */
export async function applyMigrations(url: string, root: string): Promise<string[]> {
  const engine = await openSchemaEngine(url);
  try {
    const migrationsList = await readMigrations(root);
    const result = await engine.applyMigrations({ migrationsList, filters: NO_FILTER });
    return result.appliedMigrationNames;
  } finally {
    await engine.close();
  }
}

/** The SQL with which Prisma creates the tables of `prisma/schema.prisma` in an empty database. */
export async function schemaScript(url: string, root = process.cwd()): Promise<string> {
  const file = path.join(root, "prisma", "schema.prisma");
  const content = await readFile(file, "utf8");
  const engine = await openSchemaEngine(url, content);
  try {
    const result = await engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    return result.stdout ?? "";
  } finally {
    await engine.close();
  }
}
