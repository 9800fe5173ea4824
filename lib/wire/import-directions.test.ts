import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const FOLDERS = ["app", "components", "lib", "server"];

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
  /** A type costs nothing at run time; most rules let it pass. */
  evenTypes?: boolean;
}

const OURS = /^(app|components|lib|server|scripts|e2e|bench|prisma)\//;
const NOUNS =
  "audit|backup|copy|expiry|idempotency|rates|imports|leases|rooms|matches|chat|coding|spaces|tokens|people|events|analytics|media|webhooks";

const RULES: Rule[] = [
  {
    name: "core imports nothing of ours",
    from: /^lib\/core\//,
    never: new RegExp(`^(?!lib/core/)${OURS.source.slice(1)}`),
    evenTypes: true,
  },
  {
    name: "pages and routes reach data through lib/web and verbs, not through wire or packages",
    from: /^app\//,
    never: /^(lib\/(wire|storage|generated|testing)\/|pg$|@prisma\/|server\/|scripts\/)/,
  },
  {
    name: "components get data as props: no verbs, no wire, no pages",
    from: /^components\//,
    never: /^(app|server|scripts)\/|^lib\/(wire|storage|generated|testing)\/|^pg$|^@prisma\//,
  },
  {
    name: "verbs do not know of the web, of pages or of the server",
    from: new RegExp(`^lib/(${NOUNS}|storage)/`),
    never: /^(app|components|server|scripts)\/|^lib\/web\/|^next(\/|$|-auth)|^react/,
  },
  {
    name: "only lib/web knows Next; the sealed cookie of a session is plain cryptography",
    from: /^lib\/(?!web\/)/,
    never: /^next(\/|$)|^next-auth(?!\/jwt$)/,
  },
  {
    name: "schemas and policies are safe in a browser: nouns and core only",
    from: /-(schema|policy)\.ts$/,
    never: /^lib\/(wire|web|storage|generated)\/|^node:|^pg$|^@prisma\//,
  },
  {
    name: "the Prisma client only in *-prisma.ts, prisma-*.ts and wire",
    from: /^(app|components|lib|server)\//,
    except: /-prisma\.ts$|\/prisma-[^/]+\.ts$|^lib\/wire\//,
    never: /^(@prisma\/|lib\/generated\/)/,
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
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .filter((name) => !/^lib\/(generated|testing|storage\/conformance)\//.test(name));
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

test("the tree was really read", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(200);
});

test.each(RULES)("$name", ({ from, except, never, evenTypes }) => {
  const broken = imports
    .filter((one) => from.test(one.from) && !except?.test(one.from))
    .filter((one) => never.test(one.to) && (evenTypes || !one.isTypeOnly))
    .map((one) => `${one.from} imports ${one.to}`);
  expect(broken).toEqual([]);
});

test("the client has no server code, however far its imports lead", () => {
  const server = /^lib\/(wire|web|generated|testing)\/|-prisma$|^(pg|next|react)(\/|$)|^@prisma\//;
  const reached = new Map<string, string>();
  const visit = (file: string, way: string) => {
    if (reached.has(file)) return;
    reached.set(file, way);
    for (const { from, to, isTypeOnly } of imports) {
      if (!isTypeOnly && from.replace(/\.tsx?$/, "") === file) visit(to, `${way} > ${to}`);
    }
  };
  for (const file of files.filter((name) => name.startsWith("lib/client/"))) {
    visit(file.replace(/\.tsx?$/, ""), file);
  }
  expect(reached.size).toBeGreaterThan(5);
  const led = [...reached].filter(([file]) => server.test(file)).map(([, way]) => way);
  expect(led).toEqual([]);
});
