import type { Context } from "@/lib/runtime/context";
import {
  openServices,
  type Services,
  type ServicesOptions,
  setServices,
} from "@/lib/runtime/services";
import { createSpace } from "@/lib/spaces/create-space";
import { contextOf } from "./context-of";
import { freshDatabase } from "./fresh-database";
import { TEST_SECRET } from "./test-secret";

/** The context that sets up data in tests. */
export const SETUP: Context = contextOf({ kind: "system", name: "test" }, "rq_test");

/** On a busy machine, a healthy database may need longer than the health checks of a server wait. */
const PATIENCE_MS = 300_000;

export interface FreshOptions extends ServicesOptions {
  /** Starts a proxy in front of the database and resolves with the proxy's address. */
  through?: (databaseUrl: string) => Promise<string>;
}

/** Services for a fresh database with one space, set as the services of this process. */
export async function freshServices(options: FreshOptions = {}): Promise<{
  services: Services;
  url: string;
  spaceId: string;
  close(): Promise<void>;
}> {
  const database = await freshDatabase();
  const url = (await options.through?.(database.url)) ?? database.url;
  const patient = { examinationWaitMs: PATIENCE_MS, ...options };
  const services = openServices(url, [TEST_SECRET], patient);
  setServices(services);
  const space = await createSpace(SETUP, { name: "movies" });
  return {
    services,
    url: database.url,
    spaceId: space.id,
    async close() {
      setServices(undefined);
      await services.close();
      await database.drop();
    },
  };
}
