import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const read = (name: string) => readFileSync(path.join(ROOT, name), "utf8");
const files = ["app", "components"].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
    path.posix.join(folder, name.split(path.sep).join("/")),
  ),
);
const sheets = files.filter((name) => name.endsWith(".css"));
const modules = sheets.filter((name) => name.endsWith(".module.css"));
const sources = files.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));

/** The utilities of Tailwind that components use. Every other class is a class of a module. */
const UTILITIES = ["sr-only", "text-ink-2", "text-ink-3"];

/** The selectors of a stylesheet, and the heads of its at-rules. */
function headsOf(css: string): string[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...bare.matchAll(/([^{};]+)\{/g)].map(([, head = ""]) => head.trim());
}

function classesOf(css: string): Set<string> {
  const selectors = headsOf(css).filter((head) => !/^@|^(from|to|\d+%)/.test(head));
  const own = selectors.join("\n").replace(/:global\([^)]*\)/g, "");
  return new Set([...own.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map(([, name = ""]) => name));
}

interface Use {
  file: string;
  module: string;
  /** The classes that the file reads by name. */
  names: string[];
  /** The prefixes of class names that the file composes, such as `e` for `e1` to `e12`. */
  stems: string[];
}

const uses: Use[] = sources.flatMap((file) => {
  const text = read(file);
  return [...text.matchAll(/^import (\w+) from "([^"]+\.module\.css)";$/gm)].map(
    ([, alias = "", from = ""]) => ({
      file,
      module: from.startsWith("@/")
        ? from.slice(2)
        : path.posix.join(path.posix.dirname(file), from),
      names: [...text.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, "g"))].map(
        ([, name = ""]) => name,
      ),
      stems: [...text.matchAll(new RegExp(`\\b${alias}\\[\`(\\w+)\\$\\{`, "g"))].map(
        ([, stem = ""]) => stem,
      ),
    }),
  );
});
const isMadeOf = (stem: string, name: string) => new RegExp(`^${stem}\\d+$`).test(name);

test("only app/globals.css is no module, and it defines no class", () => {
  expect(sheets.filter((name) => !modules.includes(name))).toEqual(["app/globals.css"]);
  expect([...classesOf(read("app/globals.css"))]).toEqual([]);
  expect(modules.length).toBeGreaterThan(50);
});

test("a module names its classes in camelCase, and only what highlight.js writes is global", () => {
  const names = modules.flatMap((name) =>
    [...classesOf(read(name))].map((one) => `${name} ${one}`),
  );
  expect(names.filter((one) => !/ [a-z][A-Za-z0-9]*$/.test(one))).toEqual([]);
  const globals = modules.flatMap((name) =>
    [...read(name).matchAll(/:global\(([^)]*)\)/g)].map(([, inside]) => `${name} ${inside}`),
  );
  expect(
    globals.filter((one) => !/^components\/docs\/command\.module\.css \.hljs-/.test(one)),
  ).toEqual([]);
});

test("a component can override the styles of components/ui, whatever the order of the files", () => {
  const layers = modules.map((name) => {
    const layer = /^@layer (\w+) \{\n[\s\S]*\n\}\n$/.exec(read(name))?.[1];
    return { name, layer, wanted: name.startsWith("components/ui/") ? "ui" : "components" };
  });
  expect(layers.filter(({ layer, wanted }) => layer !== wanted)).toEqual([]);
  expect(read("app/globals.css")).toContain("@layer theme, base, ui, components, utilities;");
});

test("each class of a module is used by a file that imports it, and each used class is defined", () => {
  const missing = uses.flatMap(({ file, module, names, stems }) => {
    const there = classesOf(read(module));
    const lost = [
      ...names.filter((name) => !there.has(name)),
      ...stems.filter((stem) => ![...there].some((name) => isMadeOf(stem, name))),
    ];
    return lost.map((name) => `${file} uses ${name}, which ${module} does not define`);
  });
  expect(missing).toEqual([]);
  const unused = modules.flatMap((module) => {
    const importers = uses.filter((use) => use.module === module);
    return [...classesOf(read(module))]
      .filter(
        (name) =>
          !importers.some(
            ({ names, stems }) =>
              names.includes(name) || stems.some((stem) => isMadeOf(stem, name)),
          ),
      )
      .map((name) => `nobody who imports ${module} uses ${name}`);
  });
  expect(unused).toEqual([]);
});

test("a class name in a text is a utility of Tailwind", () => {
  const written = sources.flatMap((file) =>
    [...read(file).matchAll(/className=(?:"([^"]*)"|\{[^}]*?\?\s*"([^"]*)")/g)].flatMap(
      ([, plain, chosen]) => (plain ?? chosen ?? "").split(" ").map((name) => `${file} ${name}`),
    ),
  );
  expect(written.length).toBeGreaterThan(20);
  const names = new RegExp(` (${UTILITIES.join("|")})$`);
  expect(written.filter((one) => !names.test(one))).toEqual([]);
});

test("scripts and stories find elements by roles and data attributes, never by the classes of a module", () => {
  const stories = readdirSync(path.join(ROOT, "e2e"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `e2e/${name.split(path.sep).join("/")}`);
  const found = [...sources, ...stories].flatMap((file) =>
    [
      ...read(file).matchAll(
        /\b(?:querySelector(?:All)?|closest|matches|locator)(?:<\w+>)?\(\s*(["'`])(.*?)\1/g,
      ),
    ].map(([, , selector = ""]) => ({ file, selector })),
  );
  expect(found.length).toBeGreaterThan(40);
  const byClass = /(?<![\d:/])\.(?!hljs-|sr-only\b)[a-z][\w-]*/;
  expect(found.filter(({ selector }) => byClass.test(selector))).toEqual([]);
});
