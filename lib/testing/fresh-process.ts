import type { Context } from "@/lib/runtime/context";
import {
  openProcess,
  type Process,
  type ProcessOptions,
  useProcess as shareProcess,
} from "@/lib/runtime/process-context";
import { createSpace } from "@/lib/spaces/create-space";
import { contextOf } from "./context-of";
import { freshDatabase } from "./fresh-database";
import { TEST_SECRET } from "./test-secret";

/** Who sets things up in tests. */
export const SETUP: Context = contextOf({ kind: "system", name: "test" }, "rq_test");

/** On a busy machine a database that is well may need longer than the health checks of a server wait. */
const PATIENCE_MS = 300_000;

export interface FreshOptions extends ProcessOptions {
  /** Starts a proxy in front of the database and resolves with the proxy's address. */
  through?: (databaseUrl: string) => Promise<string>;
}

/** A process context of its own over a fresh database, made the shared one, with one space in it. */
export async function freshProcess(options: FreshOptions = {}): Promise<{
  process: Process;
  url: string;
  spaceId: string;
  close(): Promise<void>;
}> {
  const database = await freshDatabase();
  const url = (await options.through?.(database.url)) ?? database.url;
  const patient = { examinationWaitMs: PATIENCE_MS, ...options };
  const process = openProcess(url, [TEST_SECRET], patient);
  shareProcess(process);
  const space = await createSpace(SETUP, { name: "movies" });
  return {
    process,
    url: database.url,
    spaceId: space.id,
    async close() {
      shareProcess(undefined);
      await process.close();
      await database.drop();
    },
  };
}
