import { readdir } from "node:fs/promises";
import path from "node:path";
import { monotonicMs } from "@/lib/core/clock";
import { processContext } from "@/lib/wire/process-context";
import packageFile from "@/package.json";

export interface Health {
  /** ok, degraded (it serves, but something is not as it should be) or unavailable. */
  status: "ok" | "degraded" | "unavailable";
  version: string;
  uptimeSeconds: number;
  parts: {
    database: { status: "ok" | "unavailable"; latencyMs: number | null };
    migrations: { status: "ok" | "unavailable"; pending: number | null };
    /** degraded when the database acknowledges writes before they are on disk. */
    durability: { status: "ok" | "degraded" | "unknown" };
  };
}

const REMEMBERED_MS = 1_000;
let remembered: { at: number; health: Promise<Health> } | undefined;

/** What works and what does not. Asked of the database at most once a second, since anybody may ask. */
export function checkHealth(): Promise<Health> {
  const now = monotonicMs();
  if (!remembered || now - remembered.at > REMEMBERED_MS) {
    remembered = { at: now, health: examine() };
  }
  return remembered.health;
}

/** That the process runs at all. */
export function checkLife(): Pick<Health, "version" | "uptimeSeconds"> & { status: "ok" } {
  return { status: "ok", version: packageFile.version, uptimeSeconds: uptime() };
}

async function examine(): Promise<Health> {
  const startedMs = monotonicMs();
  try {
    const { pool } = processContext();
    const settings = await pool.query<{ commit: string; fsync: string }>(
      "select current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync",
    );
    const latencyMs = Math.round((monotonicMs() - startedMs) * 10) / 10;
    const pending = await countPending();
    const [durable] = settings.rows;
    const unsafe = durable?.commit === "off" || durable?.fsync === "off";
    return {
      status: pending > 0 ? "unavailable" : unsafe ? "degraded" : "ok",
      version: packageFile.version,
      uptimeSeconds: uptime(),
      parts: {
        database: { status: "ok", latencyMs },
        migrations: { status: pending > 0 ? "unavailable" : "ok", pending },
        durability: { status: unsafe ? "degraded" : "ok" },
      },
    };
  } catch {
    return {
      status: "unavailable",
      version: packageFile.version,
      uptimeSeconds: uptime(),
      parts: {
        database: { status: "unavailable", latencyMs: null },
        migrations: { status: "unavailable", pending: null },
        durability: { status: "unknown" },
      },
    };
  }
}

/** How many of this version's migrations the database does not have. */
async function countPending(): Promise<number> {
  const folder = path.join(process.cwd(), "prisma", "migrations");
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const wanted = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const { rows } = await processContext().pool.query<{ n: number }>(
    `select count(*)::int as n from unnest($1::text[]) as w(name) where not exists (
       select 1 from _prisma_migrations m where m.migration_name = w.name and m.finished_at is not null)`,
    [wanted],
  );
  return rows[0]?.n ?? 0;
}

function uptime(): number {
  return Math.round(process.uptime());
}
