import { readFile } from "node:fs/promises";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";
import { startPlexStandIn } from "@/e2e/plex-stand-in/start";
import { FILMS } from "@/lib/demo/films";
import { playRooms } from "@/lib/demo/play-rooms";
import { SAMPLE_ADMIN, seedAdmin } from "@/lib/demo/seed-admin";
import { seedRooms } from "@/lib/demo/seed-rooms";
import type { Context } from "@/lib/runtime/context";
import { env, provideEnv } from "@/lib/runtime/env";
import { createSpace } from "@/lib/spaces/create-space";
import { findSpace } from "@/lib/spaces/find-space";
import { createHttpMatchStorage } from "@/lib/storage/match/http";
import { createToken } from "@/lib/tokens/create-token";
import { GAME_SERVER_SCOPES } from "@/lib/tokens/token";
import type { Closing } from "./close-on-signals";

const TOKEN_FILE = "demo.json";

/** Before the app opens: a data folder of its own, and the Plex stand-in on a free port. */
export async function prepareDemo(closing: Closing): Promise<void> {
  if (!process.env.DATA_DIR) provideEnv({ DATA_DIR: path.resolve("data", "demo") });
  // A phone on the same network must also reach the stand-in's page, by the host name that it uses for this machine.
  const plex = await startPlexStandIn({ host: env().host });
  closing.add(plex.stop);
  provideEnv({ PLEX_API_URL: plex.apiUrl, PLEX_AUTH_URL: plex.authUrl });
}

/** Once the app is open: the sample rooms, saved over HTTP at the first time, and the simulated game server. */
export async function playDemo(ctx: Context, url: string, closing: Closing): Promise<string> {
  const file = path.join(env().dataDir, TOKEN_FILE);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  const token = kept ? String(JSON.parse(kept).token) : await makeToken(ctx);
  const storage = createHttpMatchStorage({ url, token });
  await seedAdmin(ctx);
  if (!kept) {
    process.stderr.write("Making the sample rooms.\n");
    await putFilms(url, token);
    await seedRooms(ctx, storage);
    await writeFileAtomic(file, `${JSON.stringify({ token }, null, 2)}\n`, { mode: 0o600 });
  }
  const play = playRooms(storage, (name, connections) =>
    reportConnections(url, token, name, connections),
  );
  closing.add(async () => {
    await play.stop();
    await storage.close();
  });
  return (
    "This is a demo: a stand-in plays Plex’s part, and three rooms are in use.\n" +
    `Choose “Continue with Plex”, then mara_k to see an owner’s rooms or ${SAMPLE_ADMIN.username}, who is the admin.\n\n`
  );
}

async function makeToken(ctx: Context): Promise<string> {
  const name = "Sample game server";
  const space = (await findSpace(ctx, { name })) ?? (await createSpace(ctx, { name }));
  const given = { spaceId: space.id, label: "Simulated game server", scopes: GAME_SERVER_SCOPES };
  return (await createToken(ctx, given)).token;
}

async function reportConnections(
  url: string,
  token: string,
  name: string,
  connections: number,
): Promise<void> {
  const address = new URL(`/api/v1/room/lease?name=${encodeURIComponent(name)}`, url);
  const reply = await fetch(address, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ instance: "living-room-1", connections, ttlSeconds: 30 }),
  });
  await reply.arrayBuffer();
}

async function putFilms(url: string, token: string): Promise<void> {
  const reply = await fetch(new URL("/api/v1/media", url), {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ items: FILMS }),
  });
  if (!reply.ok) throw new Error(`The film catalogue was refused: ${await reply.text()}`);
}
