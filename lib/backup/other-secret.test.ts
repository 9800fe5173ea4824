import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useEnv } from "@/lib/runtime/env";
import { prepareDatabase } from "@/lib/runtime/prepare-database";
import { makeSecret, readSecret, secretsFile } from "@/lib/runtime/secrets";
import { openServices, setServices } from "@/lib/runtime/services";
import { createSpace } from "@/lib/spaces/create-space";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { SETUP } from "@/lib/testing/fresh-services";
import { recordedRooms } from "@/lib/testing/recorded-moviematch";
import { useTestEnv } from "@/lib/testing/sign-in-as";
import { restoreBackup } from "./restore-backup";
import { writeBackup } from "./write-backup";

interface Instance {
  dataDir: string;
  url: string;
  drop(): Promise<void>;
}

let folder: string;
let file: string;
let backedUp: Instance;
let empty: Instance;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-other-secret-"));
  file = path.join(folder, "whole.gz");
  useTestEnv({ DATA_DIR: folder });
  [backedUp, empty] = await Promise.all([newInstance("backed-up"), newInstance("empty")]);
});
afterAll(async () => {
  useEnv(undefined);
  await backedUp.drop();
  await empty.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Saves rooms in the first instance, and backs it up. */
async function backUp(): Promise<void> {
  const services = openServices(backedUp.url, await secretsOf(backedUp));
  setServices(services);
  const { id: spaceId } = await createSpace(SETUP, { name: "movies" });
  const storage = createPrismaMatchStorage({ services, spaceId });
  for (const room of recordedRooms()) await storage.saveRoom(room);
  await writeBackup(SETUP, { file });
  setServices(undefined);
  await services.close();
}

/** A data folder with a generated secret, and a database that was prepared with it. */
async function newInstance(name: string): Promise<Instance> {
  const dataDir = path.join(folder, name);
  await mkdir(dataDir);
  await makeSecret(dataDir);
  const instance = { dataDir, ...(await freshDatabase()) };
  await start(instance);
  return instance;
}

async function secretsOf({ dataDir }: Instance): Promise<string[]> {
  return [(await readSecret(dataDir)) ?? ""];
}

async function start(instance: Instance): Promise<void> {
  const { url, dataDir } = instance;
  await prepareDatabase({ url, dataDir, secrets: await secretsOf(instance) });
}

async function restore(instance: Instance) {
  const secrets = await secretsOf(instance);
  return restoreBackup(SETUP, { file, databaseUrl: instance.url, secrets });
}

test("a restore that was refused because of the secret works with the right secrets.json", async () => {
  await backUp();
  await expect(restore(empty)).rejects.toMatchObject({ code: "forbidden" });
  await copyFile(secretsFile(backedUp.dataDir), secretsFile(empty.dataDir));
  await start(empty);
  const { rows } = await restore(empty);
  expect(rows.room).toBe(recordedRooms().length);
  await start(empty);
});

test("a refusal does not change the secret of an instance with data", async () => {
  await makeForeign();
  await expect(restore(empty)).rejects.toMatchObject({ code: "forbidden" });
  await expect(start(empty)).rejects.toMatchObject({
    message: expect.stringContaining("sealed with the secret of another instance"),
  });
});

/** Removes the secret with which the instance is encrypted. */
async function makeForeign(): Promise<void> {
  await rm(secretsFile(empty.dataDir));
  await makeSecret(empty.dataDir);
}
