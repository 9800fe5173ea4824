import { type ErrorCode, STATUS_OF_CODE } from "@/lib/core/errors";
import { urlPart } from "@/lib/core/url-part";
import { codesOf, statusesOf } from "@/lib/web/api/answers-of";
import type { ApiRouteModule } from "@/lib/web/api/api-operation";
import { PROBLEM_TEXT } from "@/lib/web/api/problem-text";
import { CLIENT_SAMPLES } from "./client-samples";
import { describeApi, operationsOf, tagOf } from "./describe-api";
import { REPLY_SAMPLES } from "./reply-samples";

/** One parameter, header or field, for the reference. */
export interface ReferenceField {
  name: string;
  /** query, header or body. */
  location: string;
  isNeeded: boolean;
  kind: string;
  text: string;
}

export interface ReferenceOperation {
  /** The id for links, such as put-room. */
  anchor: string;
  method: string;
  path: string;
  /** The other spelling of a room's address, if there is one. */
  otherPath: string | null;
  summary: string;
  text: string;
  scopes: string[];
  fields: ReferenceField[];
  statuses: number[];
  codes: { code: ErrorCode; status: number }[];
  curl: string;
  client: string | null;
  /** The reply to the command, as JSON; null when the reply has no body. */
  reply: string | null;
}

export interface ReferenceGroup {
  tag: string;
  operations: ReferenceOperation[];
}

/** Codes that every operation may return are listed once, not for each operation. */
const COMMON: readonly ErrorCode[] = [
  "invalid_request",
  "unauthorized",
  "forbidden",
  "too_many_requests",
  "internal",
  "corrupt",
  "unavailable",
  "overloaded",
  "invalid_json",
  "body_too_large",
  "unsupported_media_type",
  "idempotency_in_progress",
  "idempotency_mismatch",
];

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is read as it is
type Loose = any;

/** The API's operations in groups, for the reference. HEAD and the second spelling of a room's address are left out. */
export function loadReference(
  routes: Readonly<Record<string, ApiRouteModule>>,
  address: string,
): ReferenceGroup[] {
  const document = JSON.parse(JSON.stringify(describeApi(routes, address))) as Loose;
  const groups = new Map<string, ReferenceOperation[]>();
  for (const { method, path, operation } of operationsOf(routes)) {
    if (method === "HEAD" || path.includes("{name}")) continue;
    const described = document.paths[path][method.toLowerCase()];
    const other = path.replace("/room", "/rooms/{name}");
    const tag = tagOf(path);
    const entry: ReferenceOperation = {
      anchor: `${method.toLowerCase()}-${path.split("/").slice(3).join("-")}`,
      method,
      path,
      otherPath: other in document.paths && other !== path ? other : null,
      summary: operation.summary,
      text: operation.description ?? "",
      scopes: [operation.scope].flat(),
      fields: fieldsOf(described, document),
      statuses: statusesOf(operation, method),
      codes: codesOf(operation, method)
        .filter((code) => !COMMON.includes(code))
        .map((code) => ({ code, status: STATUS_OF_CODE[code] })),
      curl: curlOf(address, method, path, operation.example),
      client: CLIENT_SAMPLES[operation.action] ?? null,
      reply: operation.reply ? legible(REPLY_SAMPLES[operation.action]) : null,
    };
    groups.set(tag, [...(groups.get(tag) ?? []), entry]);
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations }));
}

/** JSON with short lists on one line. */
function legible(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, items: string) => {
    return `[${items.replace(/,\s+/g, ", ")}]`;
  });
}

function fieldsOf(described: Loose, document: Loose): ReferenceField[] {
  const parameters = described.parameters.map((parameter: Loose) => ({
    name: parameter.name,
    location: parameter.in,
    isNeeded: parameter.required,
    kind: kindOf(parameter.schema),
    text: parameter.description,
  }));
  const schema = described.requestBody?.content["application/json"].schema;
  const body = schema?.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)] : schema;
  const fields = Object.entries(body?.properties ?? {}).map(([name, field]: [string, Loose]) => ({
    name,
    location: "body",
    isNeeded: body.required?.includes(name) ?? false,
    kind: kindOf(field),
    text: field.description ?? "",
  }));
  return [...parameters, ...fields];
}

function kindOf(schema: Loose): string {
  if (schema.enum) return schema.enum.length > 6 ? "one of several" : schema.enum.join(" or ");
  if (schema.items?.enum) return "list";
  if (schema.type === "array") return "list";
  if (Array.isArray(schema.anyOf)) {
    const kinds = schema.anyOf.map(kindOf).filter((kind: string) => kind !== "null");
    return [...new Set(kinds)].join(" or ");
  }
  return schema.type ?? "any";
}

/** A command that works unchanged if the variable TOKEN contains a token. */
export function curlOf(
  address: string,
  method: string,
  path: string,
  { query, body }: { query?: Record<string, string>; body?: unknown },
): string {
  const parameters = Object.entries(query ?? {})
    .map(([name, value]) => `${name}=${urlPart(value)}`)
    .join("&");
  const lines = [
    `curl -X ${method} '${address}${path}${parameters ? `?${parameters}` : ""}'`,
    `-H "authorization: Bearer $TOKEN"`,
  ];
  if (body !== undefined) {
    lines.push(`-H 'content-type: application/json'`, `-d '${JSON.stringify(body)}'`);
  }
  return lines.join(" \\\n  ");
}

/** All codes by status, each with its meaning and what the caller can do. */
export function problemTable(): { code: string; status: number; means: string; next: string }[] {
  return Object.entries(STATUS_OF_CODE)
    .map(([code, status]) => {
      const [means, next] = PROBLEM_TEXT[code as ErrorCode];
      return { code, status, means, next };
    })
    .sort((a, b) => a.status - b.status);
}
