import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { encodingFor } from "./compress-reply";
import type { PageHandler } from "./create-server";
import { BARE_POLICY } from "./security-headers";

/** Where Next's pages expect the files of the build. Their names contain a hash, so a browser may keep them for ever. */
const PREFIX = "/_next/static/";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "application/javascript; charset=utf-8",
  ".woff2": "font/woff2",
};

interface BuiltFile {
  type: string;
  /** The bytes by content encoding; `identity` is the file as it is. */
  bodies: { br?: Buffer; gzip?: Buffer; identity: Buffer };
}

/**
 * Answers requests for scripts, styles and fonts of the build from memory, in the smallest form that the build wrote beside them
 * (`scripts/pack-files.mjs`), and leaves everything else to `pages`. Next would compress each of them again for every visitor.
 * @param folder `.next/static`
 */
export function withBuiltFiles(folder: string, pages: PageHandler): PageHandler {
  const files = readBuiltFiles(folder);
  return (request, response) => {
    const name = (request.url ?? "").replace(/[?#].*$/s, "");
    const file = name.startsWith(PREFIX) ? files.get(name.slice(PREFIX.length)) : undefined;
    if (!file || (request.method !== "GET" && request.method !== "HEAD")) {
      return pages(request, response);
    }
    const { bodies, type } = file;
    const encoding = encodingFor(String(request.headers["accept-encoding"] ?? ""));
    const body = (encoding && bodies[encoding]) || bodies.identity;
    response.writeHead(200, {
      "cache-control": "public, max-age=31536000, immutable",
      "content-length": body.length,
      "content-security-policy": BARE_POLICY,
      "content-type": type,
      vary: "accept-encoding",
      ...(encoding && body === bodies[encoding] ? { "content-encoding": encoding } : {}),
    });
    response.end(request.method === "HEAD" ? undefined : body);
  };
}

function readBuiltFiles(folder: string): Map<string, BuiltFile> {
  const files = new Map<string, BuiltFile>();
  if (!existsSync(folder)) return files;
  for (const found of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const type = TYPES[path.extname(found)];
    if (!type) continue;
    const file = path.join(folder, found);
    const [br, gzip] = [".br", ".gz"].map((end) => packed(file + end));
    const name = found.split(path.sep).join("/");
    files.set(name, { type, bodies: { br, gzip, identity: readFileSync(file) } });
  }
  return files;
}

function packed(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}
