import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const FOLDERS = ["app", "components", "lib", "server"];

/** Folders of lib that hold several areas, each with arrows of its own. */
const DIVIDED = ["lib/storage"];

/**
 * What each area of lib may import beside itself. An area that is not here has no rule yet, and a test says so. The entries are the
 * arrows that exist: one more is a decision, one that nobody needs any more goes.
 */
const MAY_IMPORT: Record<string, string> = {
  core: "",
  db: "core",
  families: "",
  plex: "core runtime",
  "storage/support": "core",
  "event-feed": "core db storage/support",
  examination: "core db",
  rates: "core db storage/support",
  "embedded-postgres": "core db",
  runtime: "core db embedded-postgres event-feed examination families rates storage/support",
  health: "examination runtime",
  audit: "core db runtime",
  jobs: "core runtime",
  idempotency: "core runtime",
  backup: "audit core db examination jobs runtime",
  sessions: "audit core db plex runtime",
  tokens: "audit core db runtime",
  spaces: "audit core runtime tokens",
  outbound: "core",
  webhooks: "audit core db event-feed jobs outbound runtime",
  "plex-servers": "audit core db jobs outbound runtime",
  people: "audit core db runtime tokens webhooks",
  "sign-in": "audit core people plex runtime sessions",
  events: "core db event-feed runtime tokens",
  live: "core db event-feed rooms",
  rooms: "audit core db runtime",
  sweeper: "audit core db events jobs rooms runtime",
  mail: "core",
  addresses: "audit core mail runtime",
  push: "audit core outbound runtime",
  warnings: "addresses audit core jobs mail outbound push rooms runtime",
  match: "audit core db rooms runtime tokens",
  client: "core event-feed match",
  "storage/match": "client core db match rooms runtime storage/support",
  connector: "client core event-feed match storage/match",
  entries: "client connector core event-feed match storage/match",
  transfer: "audit core db jobs match rooms runtime storage/match",
  demo: "core match rooms runtime sign-in storage/match",
  web: "addresses audit core db event-feed events families health idempotency live match people plex plex-servers rates rooms runtime sessions sign-in sweeper tokens transfer warnings webhooks",
};

/** Made by a tool, and for tests only. */
const WITHOUT_RULE = ["generated", "testing"];

interface Import {
  from: string;
  /** A path below the root for our own files, a package's name otherwise. */
  to: string;
  isTypeOnly: boolean;
}

interface Rule {
  name: string;
  from: RegExp;
  except?: RegExp;
  /** What these files may not import. */
  never: RegExp;
}

const RULES: Rule[] = [
  {
    name: "pages and routes reach data through lib/web and verbs, not through runtime or packages",
    from: /^app\//,
    never:
      /^(lib\/(db|embedded-postgres|runtime|storage|generated|testing)\/|pg$|@prisma\/|server\/|scripts\/)/,
  },
  {
    name: "components get data as props: no verbs, no runtime, no pages",
    from: /^components\//,
    never:
      /^(app|server|scripts)\/|^lib\/(db|embedded-postgres|runtime|storage|generated|testing)\/|^pg$|^@prisma\//,
  },
  {
    name: "only lib/web knows Next; the sealed cookie of a session is plain cryptography",
    from: /^lib\/(?!web\/)/,
    never: /^(app|components|server|scripts)\/|^react|^next(\/|$)|^next-auth(?!\/jwt$)/,
  },
  {
    name: "schemas and policies are safe in a browser: rules and core only",
    from: /-(schema|policy)\.ts$/,
    never: /^lib\/(db|runtime|web|storage|generated)\/|^node:|^pg$|^@prisma\//,
  },
  {
    name: "the Prisma client is only in lib/db and lib/runtime",
    from: /^(app|components|lib|server)\//,
    except: /^lib\/(db|runtime)\//,
    never: /^(@prisma\/|lib\/generated\/)/,
  },
  {
    name: "verbs get the database and services in their context; only the doors that make contexts ask the process for them",
    from: /^lib\//,
    except: /^lib\/(runtime|web)\/|^lib\/storage\/match\/create-storage\.ts$/,
    never: /^lib\/runtime\/services$/,
  },
  {
    name: "what is for tests is used by tests",
    from: /^(app|components|lib|server)\//,
    except: /^lib\/testing\//,
    never: /^lib\/testing\/|^vitest|^fast-check$/,
  },
];

const files = FOLDERS.flatMap((folder) => filesBelow(folder));
const imports = files.flatMap((file) => importsOf(file));

function filesBelow(folder: string): string[] {
  if (!existsSync(path.join(ROOT, folder))) return [];
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|check)\.tsx?$/.test(name))
    .filter((name) => !/^lib\/(generated|testing)\/|\/conformance\//.test(name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const found = text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?(?:([^;"']*?)\s+from\s+)?"([^"]+)"|import\("([^"]+)"\)/gm,
  );
  return [...found].map(([, type, names = "", statically, dynamically]) => ({
    from: file,
    to: resolve(file, statically ?? dynamically ?? ""),
    isTypeOnly: type !== undefined || isOnlyTypes(names),
  }));
}

/** `{ type A, type B }` */
function isOnlyTypes(names: string): boolean {
  const inner = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  if (inner === undefined) return false;
  const each = inner.split(",").map((name) => name.trim());
  return each.filter(Boolean).every((name) => name.startsWith("type "));
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(file), specifier);
  return specifier;
}

/** The area of a path below lib; undefined outside of lib. */
function areaOf(name: string): string | undefined {
  const [lib, folder, sub] = name.split("/");
  if (lib !== "lib" || folder === undefined) return undefined;
  return DIVIDED.includes(`lib/${folder}`) ? `${folder}/${sub}` : folder;
}

/** The arrows between areas of lib, types included, as "from > to". */
function arrowsOfLib(): Map<string, string> {
  const arrows = new Map<string, string>();
  for (const { from, to } of imports) {
    const [tail, head] = [areaOf(from), areaOf(to)];
    if (tail === undefined || head === undefined || tail === head || head === "generated") continue;
    arrows.set(`${tail} > ${head}`, `${from} imports ${to}`);
  }
  return arrows;
}

test("the tree was really read", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(200);
});

test("every folder of lib has a rule", () => {
  const folders = readdirSync(path.join(ROOT, "lib"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      DIVIDED.includes(`lib/${name}`)
        ? readdirSync(path.join(ROOT, "lib", name)).map((sub) => `${name}/${sub}`)
        : [name],
    );
  expect(folders.filter((name) => !WITHOUT_RULE.includes(name)).toSorted()).toEqual(
    Object.keys(MAY_IMPORT).toSorted(),
  );
});

test("the areas of lib import what their rules say, and each arrow of the rules is in use", () => {
  const allowed = Object.entries(MAY_IMPORT).flatMap(([tail, heads]) =>
    heads
      .split(" ")
      .filter(Boolean)
      .map((head) => `${tail} > ${head}`),
  );
  const arrows = arrowsOfLib();
  const broken = [...arrows].filter(([arrow]) => !allowed.includes(arrow));
  expect(broken.map(([, message]) => message)).toEqual([]);
  expect(allowed.filter((arrow) => !arrows.has(arrow))).toEqual([]);
});

test("no way through the imports of lib leads back to where it began", () => {
  const open = new Map(
    Object.entries(MAY_IMPORT).map(([tail, heads]) => [tail, heads.split(" ").filter(Boolean)]),
  );
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const [tail, heads] of open) {
      if (heads.some((head) => open.has(head))) continue;
      open.delete(tail);
      isSmaller = true;
    }
  }
  expect([...open.keys()], "areas on a circle, and those that import them").toEqual([]);
});

test.each(RULES)("$name", ({ from, except, never }) => {
  const broken = imports
    .filter((one) => from.test(one.from) && !except?.test(one.from))
    .filter((one) => never.test(one.to) && !one.isTypeOnly)
    .map((one) => `${one.from} imports ${one.to}`);
  expect(broken).toEqual([]);
});

/** All files that the value imports of some files lead to, each with the way to it. */
function reachedFrom(starts: readonly string[]): Map<string, string> {
  const reached = new Map<string, string>();
  const visit = (file: string, way: string) => {
    if (reached.has(file)) return;
    reached.set(file, way);
    for (const { from, to, isTypeOnly } of imports) {
      if (!isTypeOnly && from.replace(/\.tsx?$/, "") === file) visit(to, `${way} > ${to}`);
    }
  };
  for (const file of starts) visit(file.replace(/\.tsx?$/, ""), file);
  expect(reached.size).toBeGreaterThan(5);
  return reached;
}

test("the client has no server code, however far its imports lead", () => {
  const server =
    /^lib\/(db|runtime|web|generated|testing)\/|-sql$|\/postgres$|^(pg|next|react)(\/|$)|^@prisma\//;
  const reached = reachedFrom(
    files.filter((name) => /^lib\/(client|connector|entries)\//.test(name)),
  );
  const led = [...reached].filter(([file]) => server.test(file)).map(([, way]) => way);
  expect(led).toEqual([]);
});

test("components that run in the browser carry no drawings of icons and no large libraries, however far their imports lead", () => {
  const heavy = /\/icon-paths$|^(lucide-static|zod|temporal-polyfill|d3-\w+|pg)(\/|$)/;
  const inBrowser = files.filter((name) =>
    readFileSync(path.join(ROOT, name), "utf8").startsWith('"use client"'),
  );
  const led = [...reachedFrom(inBrowser)].filter(([file]) => heavy.test(file));
  expect(led.map(([, way]) => way)).toEqual([]);
});
