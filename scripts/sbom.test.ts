import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

interface Component {
  name: string;
  version: string;
  hashes?: { alg: string; content: string }[];
}

test("the list contains every package that a start installs, with its hash", () => {
  const { stdout, status } = spawnSync(process.execPath, ["scripts/sbom.mjs"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(status).toBe(0);
  const { bomFormat, metadata, components } = JSON.parse(stdout) as {
    bomFormat: string;
    metadata: { component: { name: string } };
    components: Component[];
  };
  expect([bomFormat, metadata.component.name]).toEqual(["CycloneDX", "roomkeeper"]);
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string; dev?: boolean; optional?: boolean }>;
  };
  const locked = Object.entries(packages)
    .filter(([folder, { dev, optional }]) => folder !== "" && !dev && !optional)
    .map(([folder, { version }]) => `${folder.replace(/^.*node_modules\//, "")}@${version}`);
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  expect(locked.length).toBeGreaterThan(50);
  expect(locked.filter((one) => !listed.has(one))).toEqual([]);
  const unhashed = components.filter(({ hashes = [] }) => hashes[0]?.alg !== "SHA-512");
  expect(unhashed.map(({ name }) => name)).toEqual([]);
});
