import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSseParser } from "@/lib/client/sse-parser";
import { LIMITS } from "@/lib/core/limits";
import type { Role } from "@/lib/core/person";
import { liveStreams } from "@/lib/live/live-streams";
import { revokeSession } from "@/lib/sessions/revoke-session";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { answerLive } from "./answer-live";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  await openSpace(fresh.services.pool);
});
afterAll(() => fresh.close());

interface Heard {
  id: string;
  type: string;
  data: { rooms?: Record<string, string[]>; more?: boolean };
}

let people = 0;

/** A newcomer with a session. */
async function newcomer(role: Role = "owner") {
  people += 1;
  const id = `90${people}`;
  return { id, ...(await signInAs(id, { role })) };
}

function ask(cookie: string, signal?: AbortSignal, headers: Record<string, string> = {}) {
  const url = `${TEST_ORIGIN}/api/dashboard/live`;
  return answerLive(new Request(url, { headers: { cookie, ...headers }, signal }));
}

/** Opens a stream and gathers what it says. */
async function listen(cookie: string) {
  const gone = new AbortController();
  const response = await ask(cookie, gone.signal);
  expect(response.status).toBe(200);
  const heard: Heard[] = [];
  let isOver = false;
  const parser = createSseParser(({ id, type, data }) =>
    heard.push({ id, type, data: JSON.parse(data) }),
  );
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      parser.push(decoder.decode(chunk, { stream: true }));
    }
  })()
    .catch(() => {})
    .then(() => {
      isOver = true;
    });
  await expect.poll(() => heard[0]?.type).toBe("opened");
  return {
    heard,
    rooms: () => heard.flatMap(({ data }) => Object.keys(data.rooms ?? {})),
    isOver: () => isOver,
    async leave() {
      gone.abort();
      await response.body?.cancel().catch(() => {});
      await reading;
    },
  };
}

let films = 0;

async function rate(name: string, creatorId: string): Promise<void> {
  films += 1;
  await saveSeed(fresh.services.pool, {
    ...{ name, creatorId, ratings: [[`plex://movie/${films}`, "Noor", "like", Date.now()]] },
  });
  fresh.services.events.notifyChange();
}

describe("who hears what", () => {
  it("owners hear of their own rooms, admins of all, and nobody hears what is in a room", async () => {
    const [ines, tom, ada] = [await newcomer(), await newcomer(), await newcomer("admin")];
    const streams = await Promise.all([ines, tom, ada].map(({ cookie }) => listen(cookie)));
    const own = await openRoom(fresh.services.pool, {
      name: "own secret name",
      creatorId: ines.id,
    });
    const other = await openRoom(fresh.services.pool, { name: "other", creatorId: tom.id });
    fresh.services.events.notifyChange();
    const [first, second, third] = streams;
    await expect.poll(() => first?.rooms()).toEqual([own]);
    await expect.poll(() => second?.rooms()).toEqual([other]);
    await expect.poll(() => third?.rooms()).toEqual(expect.arrayContaining([own, other]));
    expect([first, second].map((stream) => stream?.rooms())).toEqual([[own], [other]]);
    expect(JSON.stringify(streams.map(({ heard }) => heard))).not.toContain("secret name");
    for (const stream of streams) await stream.leave();
  });

  it("the owner hears that a room was deleted for good", async () => {
    const ines = await newcomer();
    const id = await openRoom(fresh.services.pool, { name: "goes", creatorId: ines.id });
    const stream = await listen(ines.cookie);
    await rate("goes", ines.id);
    await expect.poll(() => stream.rooms()).toContain(id);
    await fresh.services.pool.query("delete from room where id = $1", [id]);
    fresh.services.events.notifyChange();
    await expect.poll(() => stream.heard.at(-1)?.data.rooms?.[id]).toEqual(["room.purged"]);
    await stream.leave();
  });

  it("many changes of a room are few messages, and the last change is told", async () => {
    const ines = await newcomer();
    const id = await openRoom(fresh.services.pool, { name: "busy", creatorId: ines.id });
    const stream = await listen(ines.cookie);
    for (let index = 0; index < 60; index += 1) await rate("busy", ines.id);
    const { rows } = await fresh.services.pool.query<{ last: string }>(
      "select (select max(id) from event where room_id = $1)::text as last",
      [id],
    );
    const last = Number(rows[0]?.last);
    await expect.poll(() => Number(stream.heard.at(-1)?.id)).toBeGreaterThanOrEqual(last);
    const told = stream.heard.filter(({ type }) => type === "changed").length;
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(30);
    await stream.leave();
  });

  it("a stream that is opened again says the newest event, so that pages know whether they missed one", async () => {
    const ines = await newcomer();
    const first = await listen(ines.cookie);
    await first.leave();
    await openRoom(fresh.services.pool, { name: "meanwhile", creatorId: ines.id });
    fresh.services.events.notifyChange();
    const before = Number(first.heard[0]?.id);
    await expect.poll(() => fresh.services.events.newest()).toBeGreaterThan(before);
    const second = await listen(ines.cookie);
    expect(Number(second.heard[0]?.id)).toBeGreaterThan(before);
    await second.leave();
  });
});

describe("a stream ends", () => {
  it.each<[string, Role, (person: { id: string; sessionId: string }) => Promise<unknown>]>([
    ["a revoked session", "owner", (one) => revokeSession(fresh.services.pool, one.sessionId)],
    [
      "a ban",
      "owner",
      ({ id }) =>
        fresh.services.pool.query("update person set banned_at = now() where id = $1", [id]),
    ],
    [
      "a lost role",
      "admin",
      ({ id }) => fresh.services.pool.query("update person set role = 'owner' where id = $1", [id]),
    ],
    [
      "an expired session",
      "owner",
      (one) =>
        fresh.services.pool.query("update session set expires_at = now() where id = $1", [
          one.sessionId,
        ]),
    ],
  ])("after %s, while nothing changes", async (_name, role, change) => {
    const person = await newcomer(role);
    const stays = await newcomer();
    const [stream, other] = [await listen(person.cookie), await listen(stays.cookie)];
    await change(person);
    await expect.poll(() => stream.isOver()).toBe(true);
    expect(other.isOver()).toBe(false);
    await other.leave();
  });

  it("before it tells a change to somebody who may no longer hear it", async () => {
    const ada = await newcomer("admin");
    const stream = await listen(ada.cookie);
    await revokeSession(fresh.services.pool, ada.sessionId);
    const id = await openRoom(fresh.services.pool, { name: "too late", creatorId: "1" });
    fresh.services.events.notifyChange();
    await expect.poll(() => stream.isOver()).toBe(true);
    expect(stream.rooms()).not.toContain(id);
  });

  it("when its browser leaves, and is not counted any more", async () => {
    const before = liveStreams.openInAll();
    const stream = await listen((await newcomer()).cookie);
    expect(liveStreams.openInAll()).toBe(before + 1);
    await stream.leave();
    expect(liveStreams.openInAll()).toBe(before);
  });
});

describe("a stream is refused", () => {
  it("to nobody, to the banned, and to another site's page", async () => {
    const { cookie } = await signInAs("banned", { banReason: "Noise" });
    const refused = [await ask(""), await ask(cookie)];
    refused.push(
      await ask((await newcomer()).cookie, undefined, { "sec-fetch-site": "cross-site" }),
    );
    expect(refused.map(({ status }) => status)).toEqual([401, 403, 403]);
  });

  it("beyond the limit of a person, and others get one", async () => {
    const ines = await newcomer();
    const held = Array.from({ length: LIMITS.liveStreamsPerPersonMax }, () =>
      liveStreams.count(ines.id),
    );
    const refused = await ask(ines.cookie);
    expect([refused.status, (await refused.json()).code]).toEqual([429, "too_many_requests"]);
    await (await listen((await newcomer()).cookie)).leave();
    held.pop()?.();
    await (await listen(ines.cookie)).leave();
    for (const free of held) free();
  });

  it("beyond the limit of the process", async () => {
    const left = LIMITS.liveStreamsMax - liveStreams.openInAll();
    const held = Array.from({ length: left }, (_, index) => liveStreams.count(`p${index % 50}`));
    const refused = await ask((await newcomer()).cookie);
    expect([refused.status, (await refused.json()).code]).toEqual([503, "overloaded"]);
    for (const free of held) free();
    // Freeing a place twice makes room for only one.
    for (const free of held) free();
    expect(liveStreams.openInAll()).toBe(LIMITS.liveStreamsMax - left);
  });
});

it("ends all streams when the server stops", async () => {
  const streams = [
    await listen((await newcomer()).cookie),
    await listen((await newcomer()).cookie),
  ];
  fresh.services.events.endStreams();
  await expect.poll(() => streams.every((stream) => stream.isOver())).toBe(true);
  expect(liveStreams.openInAll()).toBe(0);
});
