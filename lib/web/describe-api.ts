import { STATUS_CODES } from "node:http";
import type { z } from "zod";
import { EVENT_TYPES } from "@/lib/events/event";
import { statusesOf } from "./answers-of";
import type { AnyOperation, ApiRouteModule } from "./api-operation";
import { type Components, type JsonSchema, jsonSchemaOf } from "./describe-fields";
import { OPEN_PATHS } from "./describe-open";
import { EVERY_REPLY, header, PROBLEM, refusals } from "./describe-refusals";
import { FIELD_WORDS } from "./field-words";
import { REPLY_SAMPLES } from "./reply-samples";

/** One operation with where it is found. */
export interface DescribedOperation {
  /** GET, PUT … */
  method: string;
  /** Such as /api/v1/rooms/{name}. */
  path: string;
  operation: AnyOperation;
}

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"] as const;

/** Every operation of the API, in the order of its paths. */
export function operationsOf(
  routes: Readonly<Record<string, ApiRouteModule>>,
): DescribedOperation[] {
  return Object.entries(routes).flatMap(([route, module]) =>
    METHODS.flatMap((method) => {
      const { operation } = module[method];
      return operation ? [{ method, path: route.replace("[name]", "{name}"), operation }] : [];
    }),
  );
}

/** The description of the API as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), made of the operations themselves. */
export function describeApi(
  routes: Readonly<Record<string, ApiRouteModule>>,
  address: string,
): JsonSchema {
  const schemas: Components = { Problem: PROBLEM };
  const paths: Record<string, JsonSchema> = {};
  for (const { method, path, operation } of operationsOf(routes)) {
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = describeOperation(method, path, operation, schemas);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Roomkeeper",
      version: "1",
      description:
        "Keeps the rooms of realtime apps. `/docs/api` of this house tells it for people.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: address }],
    security: [{ token: [] }],
    paths: { ...paths, ...OPEN_PATHS },
    components: {
      schemas,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A token, `rk_…`, made by an admin.",
        },
      },
    },
  };
}

function describeOperation(
  method: string,
  path: string,
  operation: AnyOperation,
  schemas: Components,
): JsonSchema {
  const scopes = [operation.scope].flat();
  const needs = scopes.length === 0 ? "Any token may." : `Needs the scope ${scopes.join(" or ")}.`;
  const byPath = path.includes("{name}");
  return {
    operationId: `${operation.action}${method === "HEAD" ? ".head" : ""}${byPath ? ".named" : ""}`,
    tags: [tagOf(path)],
    summary: operation.summary,
    description: [operation.description, needs].filter(Boolean).join(" "),
    parameters: [...pathAndQuery(operation, byPath, schemas), ...headers(method, operation)],
    ...(operation.bodySchema
      ? {
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: jsonSchemaOf(operation.bodySchema, "input", schemas),
                example: operation.example.body,
              },
            },
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        statusesOf(operation, method).map((status) => [
          String(status),
          success(status, method, operation, schemas),
        ]),
      ),
      ...refusals(method, operation),
    },
  };
}

/** What the reference groups it under. */
export function tagOf(path: string): string {
  const [, , , noun = ""] = path.split("/");
  return noun === "room" ? "rooms" : noun;
}

function pathAndQuery(operation: AnyOperation, byPath: boolean, schemas: Components): JsonSchema[] {
  const shape = (operation.query as z.ZodObject).shape as Record<string, z.ZodType>;
  const parameters: JsonSchema[] = [];
  if (byPath) {
    parameters.push({
      name: "name",
      in: "path",
      required: true,
      description: `${FIELD_WORDS.name} Names that proxies mangle go by /api/v1/room?name=.`,
      schema: { type: "string" },
    });
  }
  for (const [name, schema] of Object.entries(shape)) {
    if (byPath && name === "name") continue;
    const { description, ...own } = jsonSchemaOf(schema, "output", schemas);
    const isNeeded = (name === "name" && operation.named) || !schema.safeParse(undefined).success;
    parameters.push({
      name,
      in: "query",
      required: isNeeded === true,
      description: description ?? FIELD_WORDS[name],
      schema: own,
      ...(own.type === "array" ? { style: "form", explode: false } : {}),
    });
  }
  return parameters;
}

const HEADER_WORDS: Record<string, string> = {
  "If-Match":
    "ETags, or `*` for any: 412 unless the room is there in one of these versions (RFC 9110). Weak tags count like strong ones.",
  "If-None-Match":
    "ETags, or `*` for any: 304 on a read and 412 on a write when the room is there in one of these versions (RFC 9110).",
  Prefer: "`return=representation` answers a save with the whole room.",
  "Last-Event-ID": "The last event that was seen; counts before `after`.",
  "Idempotency-Key":
    "1 to 255 characters: the request is carried out once, and the reply given again for a day.",
};

function headers(method: string, operation: AnyOperation): JsonSchema[] {
  const names: string[] = [...(operation.reads ?? [])];
  if (method === "POST") names.push("Idempotency-Key");
  return names.map((name) => ({
    name,
    in: "header",
    required: false,
    description: HEADER_WORDS[name],
    schema: { type: "string" },
  }));
}

function success(
  status: number,
  method: string,
  operation: AnyOperation,
  schemas: Components,
): JsonSchema {
  const isBare = status === 304 || status === 204 || method === "HEAD" || !operation.reply;
  const replay =
    method === "POST"
      ? { "Idempotency-Replayed": header("true when it was carried out before.") }
      : {};
  return {
    description: WORDS_OF_STATUS[status] ?? STATUS_CODES[status] ?? "Done",
    headers: {
      ...EVERY_REPLY,
      ...replay,
      ...(operation.tagged ? { ETag: header("The room's incarnation and version.") } : {}),
    },
    ...(isBare
      ? {}
      : {
          content: {
            "application/json": {
              schema: jsonSchemaOf(operation.reply as z.ZodType, "output", schemas),
              example: REPLY_SAMPLES[operation.action],
            },
            ...(operation.streams ? { "text/event-stream": { schema: STREAM } } : {}),
          },
        }),
  };
}

const WORDS_OF_STATUS: Record<number, string> = {
  200: "It is done; or what was asked for.",
  201: "The room is new.",
  204: "It is done; there is nothing to say.",
  304: "It is what you have.",
};

const STREAM = {
  type: "string",
  description: `Server-sent events: \`id\` is the event's, \`event\` its type (stream.opened, ${EVENT_TYPES.join(", ")}), \`data\` the event as JSON.`,
};
