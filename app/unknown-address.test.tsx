import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { freshServices } from "@/lib/testing/fresh-services";
import { type HeadOf, openPage, type PageOf, titleOf } from "@/lib/testing/open-page";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";

const ROOT = import.meta.dirname;
const FILES = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((name) => /(page|layout)\.tsx$/.test(name))
  .sort();
const OF_ADMINS = FILES.filter((name) => /^\(admin\)\/.*page\.tsx$/.test(name));
/** The page of a link for a group has one title and one text of its own for whatever it does not show; its test compares them. */
const OF_ONE_THING = FILES.filter((name) => /\[\w+\]\/(page|layout)\.tsx$/.test(name)).filter(
  (name) => !name.startsWith("(guest)/"),
);
/** The layout of a room renders its pages only if the room exists. The docs have topics instead of ids. */
const SAYING_SO = OF_ONE_THING.filter((file) => !/docs|rooms\/\[id\]\/page/.test(file));
const UNKNOWN = FILES.filter((name) => name.includes("[...unknown]"));
const LAYOUTS = ["(dashboard)/layout.tsx", "(admin)/layout.tsx"];
const NOTHING = "There is nothing here";

let fresh: Awaited<ReturnType<typeof freshServices>>;
const cookies: Record<string, string | null> = { nobody: null };
let foreignRoom: string;

beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  const { pool, secretBox } = getServices();
  const { spaceId } = fresh;
  cookies.owner = (await signInAs("7")).cookie;
  cookies.admin = (await signInAs("1", { role: "admin" })).cookie;
  cookies.banned = (await signInAs("9", { banReason: "Too loud" })).cookie;
  foreignRoom = await openRoom(pool, { spaceId, name: "theirs", creatorId: "8" });
  await pool.query(
    `insert into webhook (id, space_id, url, event_types, secret_sealed, last_event_id)
     values ('wh_1', $1, 'https://a.example/', '{}', $2, 0)`,
    [spaceId, secretBox.seal("x", "webhook.secret/wh_1")],
  );
});
afterAll(() => fresh?.close());

async function load(file: string): Promise<HeadOf & { default: PageOf }> {
  return import(/* @vite-ignore */ path.join(ROOT, file));
}

describe("a title reveals nothing that the viewer may not see", () => {
  test("the pages of admins have titles", async () => {
    const titles = new Set<unknown>();
    for (const file of OF_ADMINS) {
      titles.add(
        await titleOf(await load(file), { cookie: cookies.admin, params: { id: "wh_1" } }),
      );
    }
    expect([...titles]).toEqual(
      expect.arrayContaining(["People", "Jobs", "Audit log", "Webhooks", "Webhook"]),
    );
  });

  test.each(OF_ADMINS)("%s has no title for anybody else", async (file) => {
    const page = await load(file);
    const params = { id: "wh_1" };
    expect(await titleOf(page, { cookie: cookies.owner, params })).toBe("Not found");
    for (const who of ["nobody", "banned"]) {
      expect([null, "Not found"], who).toContain(
        await titleOf(page, { cookie: cookies[who], params }),
      );
    }
  });

  test.each(OF_ONE_THING)(
    "%s has the same title for missing things and for other people's",
    async (file) => {
      const page = await load(file);
      for (const id of [foreignRoom, "wh_1", "rm_unknown", "a\u0000"]) {
        const title = await titleOf(page, { cookie: cookies.owner, params: { id, topic: id } });
        expect([null, "Not found"], id).toContain(title);
      }
    },
  );
});

describe("an unknown address", () => {
  test.each(UNKNOWN)("%s is 404 and says what to do next", async (file) => {
    const page = (await load(file)).default;
    for (const [who, next] of [
      ["nobody", "/sign-in"],
      ["banned", "/sign-in"],
      ["owner", "/rooms"],
      ["admin", "/rooms"],
    ] as const) {
      const opened = await openPage(page, { cookie: cookies[who] });
      expect([who, opened.status]).toEqual([who, 404]);
      expect(opened.text, who).toContain(NOTHING);
      expect(opened.text, who).toContain(`href="${next}"`);
    }
  });

  test.each(LAYOUTS)("%s keeps the dashboard's frame for signed-in people", async (file) => {
    const layout = (await load(file)).default;
    const within = (who: string) =>
      openPage((props) => layout({ ...props, children: "(the page)" }), { cookie: cookies[who] });
    for (const who of ["owner", "admin"]) {
      const { text } = await within(who);
      expect(text, who).toContain('aria-label="Main"');
      expect(text, who).toContain('action="/api/dashboard/sessions/sign-out"');
    }
    for (const who of ["nobody", "banned"]) expect((await within(who)).text).toBe("(the page)");
  });

  test("an owner gets the same text at an admin's address as at an unknown one", async () => {
    const layout = (await load("(admin)/layout.tsx")).default;
    const within = (who: string) =>
      openPage((props) => layout({ ...props, children: "(the page)" }), { cookie: cookies[who] });
    const told = await within("owner");
    expect(told.status).toBe(404);
    expect(told.text).toContain(NOTHING);
    expect(told.text).not.toContain("(the page)");
    expect(told.text).not.toContain("Audit log");
    const admin = await within("admin");
    expect(admin.status).toBe(200);
    expect(admin.text).toContain("(the page)");
    expect(admin.text).toContain("Audit log");
  });

  test.each(SAYING_SO)("%s is 404 and shows the not-found text itself", async (file) => {
    const page = (await load(file)).default;
    const texts = new Set<string>();
    for (const id of [foreignRoom, "rm_unknown", "a\u0000"]) {
      const opened = await openPage(page, { cookie: cookies.admin, params: { id: `${id}x` } });
      expect(opened.status).toBe(404);
      expect(opened.text).toContain(NOTHING);
      texts.add(opened.text);
    }
    expect(texts.size).toBe(1);
  });

  test("somebody else's room cannot be distinguished from no room", async () => {
    const layout = (await load("(dashboard)/rooms/[id]/layout.tsx")).default;
    const at = (id: string) => openPage(layout, { cookie: cookies.owner, params: { id } });
    const [foreign, unknown] = [await at(foreignRoom), await at("rm_unknown")];
    expect(foreign.status).toBe(404);
    expect(foreign.text).toContain(NOTHING);
    expect(foreign).toEqual(unknown);
  });
});
