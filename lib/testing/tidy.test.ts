import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const PAGES = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "lib/storage/match/README.md",
];

const code = ["app", "components", "lib", "server"]
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.posix.join(folder, name.split(path.sep).join("/")),
    ),
  )
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("lib/generated/"));
const shipped = code.filter((name) => !/\.test\.tsx?$|^lib\/testing\/|\/conformance\//.test(name));
const read = (name: string) => readFileSync(path.join(ROOT, name), "utf8");

function linesThatMatch(names: string[], pattern: RegExp): string[] {
  return names.flatMap((name) =>
    read(name)
      .split("\n")
      .flatMap((line, index) =>
        pattern.test(line) ? [`${name}:${index + 1} ${line.trim()}`] : [],
      ),
  );
}

test("settings are read from process.env in lib/runtime/env.ts only", () => {
  // The other file passes a few variables on to the programs of Postgres.
  const readers = ["lib/runtime/env.ts", "lib/embedded-postgres/bare-variables.ts"];
  const others = shipped.filter((name) => !readers.includes(name));
  expect(linesThatMatch(others, /process\.env/)).toEqual([]);
});

test("only lib/core reads the clock and makes random numbers", () => {
  const others = shipped.filter(
    (name) => !/^lib\/(core|embedded-postgres|runtime|demo)\//.test(name),
  );
  expect(linesThatMatch(others, /\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\(/)).toEqual([]);
});

test("no code reads or makes times in the machine's own time zone", () => {
  const local = [
    /\.(get|set)(Hours|Minutes|Date|Day|Month|FullYear|Year)\(/,
    /\.(getTimezoneOffset|to(Date|Time)String|toLocale(Date|Time)String)\(/,
    // The constructor reads the parts of a date as local time; Date.UTC reads them as UTC.
    /\bnew Date\((?:[^(),]|\([^()]*\))+,/,
    /\bnew Date\([^)]*\)\.toLocaleString|\bscaleTime\b|\btime(Day|Week|Month|Hour)\b/,
  ];
  const scripts = readdirSync(path.join(ROOT, "scripts")).map((name) => `scripts/${name}`);
  const others = [...shipped, ...scripts];
  expect(local.flatMap((pattern) => linesThatMatch(others, pattern))).toEqual([]);
  const unzoned = others.flatMap((name) =>
    read(name)
      .split("Intl.DateTimeFormat(")
      .slice(1)
      // The call without arguments reads the browser's own zone.
      .filter((rest) => !rest.startsWith(")") && !/^[^;]*?\btimeZone\b/.test(rest))
      .map((rest) => `${name} formats a date without a time zone: ${rest.slice(0, 60)}`),
  );
  expect(unzoned).toEqual([]);
});

test("a film without a title gets its text from filmTitle, and nothing else", () => {
  const others = shipped.filter(
    (name) =>
      /^(app|components|lib\/(match|web))\//.test(name) && name !== "lib/match/film-title.ts",
  );
  // Rows of SQL have a nullable title too; what is shown has the type FilmName.
  const nullable = others.filter((name) =>
    /interface (?!\w*Row )\w+[^}]*\btitle\??: (string \| null|null \| string)/.test(read(name)),
  );
  expect(nullable).toEqual([]);
  const replaced = /\b(?!group\b)\w+\.title (\?\?|\|\||\? )|[(!]\w+\.title\)/;
  const about = others.filter((name) => /FilmName|FreshMatch|TopFilm|mediaId/.test(read(name)));
  expect(linesThatMatch(about, replaced)).toEqual([]);
});

test("every connection to Postgres runs in UTC", () => {
  const others = shipped.filter((name) => name !== "lib/db/utc-client.ts");
  expect(linesThatMatch(others, /\bnew pg\.Client\(/)).toEqual([]);
  const pools = others.filter((name) =>
    /new pg\.Pool\(\{(?!\s*Client: UtcClient)/.test(read(name)),
  );
  expect(pools).toEqual([]);
});

test("there is only one pool, which supports poolers, except for the migrations and the health checks", () => {
  const others = shipped.filter(
    (name) => !["lib/runtime/migrate.ts", "lib/examination/open-examination.ts"].includes(name),
  );
  expect(linesThatMatch(others, /\bnew pg\.Pool\(/)).toEqual([]);
  const session = /\bpg_(try_)?advisory_(un)?lock(_shared|_all)?\(/;
  // The embedded Postgres is never behind a pooler.
  const embedded = [
    "lib/embedded-postgres/postgres-membership.ts",
    "lib/embedded-postgres/app-database.ts",
  ];
  expect(
    linesThatMatch(
      shipped.filter((name) => !embedded.includes(name)),
      session,
    ),
  ).toEqual([]);
});

test("SQL runs through pg's query, where the test of the statements finds it", () => {
  expect(linesThatMatch(shipped, /\$(query|execute)Raw|\bPrisma\.sql\b|\["query"\]/)).toEqual([]);
});

test("schemas are made once, when a file is loaded, because making one costs more than using it a hundred times", () => {
  const made = /^\s+const \w+ = z\.\w+\(|\b(parse\w*|safeParse)\(z\./;
  expect(linesThatMatch(shipped, made)).toEqual([]);
});

test("aliases in SQL are words", () => {
  const letter =
    /^(?!\s*(?:\/\/|\/?\*)).*?(?:\b(?:from|join|update|into|using) (?:only )?(?!set\b)[a-z_]+ (?:as )?[a-z]\b(?!\()|\)`?\}?\) (?:as )?[a-z]\b(?: on|\(|$)|[\s(,`"'-][a-z]\.[a-z]+_[a-z_]+)/i;
  const sqlFiles = shipped.filter((name) => /\bselect\b|\bsql`/.test(read(name)));
  expect(sqlFiles.length).toBeGreaterThan(50);
  expect(linesThatMatch(sqlFiles, letter)).toEqual([]);
});

test("no barrels, and no folder for unrelated code", () => {
  const vague = /(^|\/)(utils?|helpers?|misc|common)(\/|\.tsx?$)|^(?!app\/).*\/index\.tsx?$/;
  expect(shipped.filter((name) => vague.test(name))).toEqual([]);
});

test("git keeps every file of the source", () => {
  const kinds = ["--others", "--ignored", "--exclude-standard"];
  const folders = [
    "app",
    "bench",
    "components",
    "docs",
    "e2e",
    "lib",
    "prisma",
    "scripts",
    "server",
  ];
  const { status, stdout } = spawnSync("git", ["ls-files", ...kinds, "--", ...folders], {
    cwd: ROOT,
    encoding: "utf8",
  });
  // A folder that was unpacked from an archive has no git repository.
  const ignored = status === 0 ? stdout.split("\n").filter(Boolean) : [];
  expect(ignored.filter((name) => !name.startsWith("lib/generated/"))).toEqual([]);
});

test("every page to which a link leads exists", () => {
  const pages = code
    .filter((name) => /^app\/.*page\.tsx$/.test(name))
    .map((name) => name.replace(/^app|\/page\.tsx$|\/\([^/]+\)/g, "").replace(/\[[^/]+\]/g, "*"));
  const linked = shipped.flatMap((name) =>
    [...read(name).matchAll(/(?:href(?:=|: ?)|redirectTo: ?)\{?["`](\/[^"`#?]*)/g)].map(
      ([, href = ""]) => href.replace(/\$\{[^}]*\}/g, "*"),
    ),
  );
  const known = (href: string) =>
    pages.includes(href === "/" ? "" : href) || /^\/(api|client)\//.test(href);
  expect(linked.length).toBeGreaterThan(40);
  expect([...new Set(linked)].filter((href) => !known(href))).toEqual([]);
});

test("every limit is read by the code that it limits", () => {
  const names = Object.keys(LIMITS);
  const readers = shipped
    .filter((name) => !/^lib\/core\/([a-z]+-)?limits\.ts$/.test(name))
    .map(read);
  const scripts = readdirSync(path.join(ROOT, "scripts")).map((name) => read(`scripts/${name}`));
  // Functions of the database contain the number of a limit and name it in a comment; their test compares the two.
  const migrations = readdirSync(path.join(ROOT, "prisma", "migrations"), { recursive: true })
    .map((name) => `prisma/migrations/${name}`)
    .filter((name) => name.endsWith(".sql"));
  const text = [...readers, ...scripts, ...migrations.map(read)].join("\n");
  // `LIMITS.name`, or `const { name } = LIMITS`.
  const taken = [...text.matchAll(/\{([^{}]*)\} = LIMITS\b/g)].flatMap(([, list = ""]) =>
    list.split(",").map((one) => one.split(":")[0]?.trim()),
  );
  const isRead = (name: string) =>
    taken.includes(name) || new RegExp(`\\bLIMITS\\.${name}\\b`).test(text);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !isRead(name))).toEqual([]);
});

test("no left-over markers", () => {
  expect(linesThatMatch(code, new RegExp(`\\b(${["TO", "FIX"].join("DO|")}ME|X{3})\\b`))).toEqual(
    [],
  );
});

test("files are small enough for one idea", () => {
  const long = shipped
    .map((name) => ({ name, lines: read(name).split("\n").length, most: linesAllowed(name) }))
    .filter(({ lines, most }) => lines > most)
    .map(({ name, lines, most }) => `${name} has ${lines} lines, at most ${most}`);
  expect(long).toEqual([]);
});

function linesAllowed(name: string): number {
  if (name.endsWith("page.tsx")) return 105;
  if (name.endsWith("route.ts")) return 100;
  if (name.startsWith("components/")) return 185;
  return 255;
}

test.each(PAGES.filter((page) => existsSync(path.join(ROOT, page))))(
  "%s names only files and commands that exist",
  (page) => {
    const text = read(page);
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const base = path.dirname(page);
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, to]) => to);
    const named = [
      ...text.matchAll(/`((?:app|components|lib|server|scripts|e2e|prisma)\/[\w./()[\]-]+)`/g),
    ].map(([, to]) => to);
    const isThere = (to = "") =>
      existsSync(path.join(ROOT, base, to)) || existsSync(path.join(ROOT, to));
    expect([...linked, ...named].filter((to) => !isThere(to))).toEqual([]);
    const commands = [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = ""]) => name);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  },
);

test("the lockfile names the packages of every machine, or npm ci refuses it", () => {
  interface Locked {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  }
  const { packages } = JSON.parse(read("package-lock.json")) as Locked;
  const wanted = Object.values(packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  const isLocked = (name: string) =>
    Object.keys(packages).some((place) => place.endsWith(`node_modules/${name}`));
  expect(wanted.filter((name) => !isLocked(name))).toEqual([]);
});

test("the lockfile has a hash for each package, so that npm refuses a changed one", () => {
  interface Locked {
    packages: Record<string, { integrity?: string; link?: boolean }>;
  }
  const { packages } = JSON.parse(read("package-lock.json")) as Locked;
  const unchecked = Object.entries(packages).filter(
    ([place, { integrity, link }]) => place !== "" && !link && !/^sha512-/.test(integrity ?? ""),
  );
  expect(unchecked.map(([place]) => place)).toEqual([]);
});

test("no test has its own time limit, because durations depend on the machine", () => {
  const tests = code.filter(
    (name) => /\.test\.tsx?$/.test(name) && name !== "lib/testing/tidy.test.ts",
  );
  const limits = /^\s*\}, \d+_000\);$|^\s*\d+_000,$|\btimeout: ?[\d_]+|testTimeout/;
  expect(linesThatMatch(tests, limits)).toEqual([]);
});
