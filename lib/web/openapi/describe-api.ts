import { STATUS_CODES } from "node:http";
import type { z } from "zod";
import { EVENT_TYPES } from "@/lib/event-feed/event";
import { ROOM_NAME_TEXT } from "@/lib/match/room-schema";
import { statusesOf } from "@/lib/web/api/answers-of";
import {
  type AnyOperation,
  type ApiRouteModule,
  isBodyOptional,
} from "@/lib/web/api/api-operation";
import { type Components, type JsonSchema, jsonSchemaOf } from "./describe-fields";
import { OPEN_PATHS } from "./describe-open";
import { EVERY_REPLY, header, PROBLEM, refusals } from "./describe-refusals";
import { REPLY_SAMPLES } from "./reply-samples";

/** One operation with its method and path. */
export interface DescribedOperation {
  /** GET, PUT … */
  method: string;
  /** The path, such as /api/v1/rooms/{name}. */
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

/**
 * Describes the API as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1). It is made from the operations of the route handlers.
 */
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
        "Keeps the rooms of realtime apps. The page `/docs/api` of this instance describes the same API for people.",
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
  const needs =
    scopes.length === 0 ? "Works with any token." : `Requires the scope ${scopes.join(" or ")}.`;
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
            required: !isBodyOptional(operation),
            content: {
              "application/json": {
                schema: jsonSchemaOf(operation.bodySchema, "input", schemas),
                example: operation.example.body,
              },
              ...(operation.csv
                ? { "text/csv": { schema: { type: "string" }, example: operation.csv.example } }
                : {}),
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

/** The OpenAPI tag of an operation. */
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
      description: `${ROOM_NAME_TEXT} Use /api/v1/room?name= for names that a proxy might change.`,
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
      description,
      schema: own,
      ...(own.type === "array" ? { style: "form", explode: false } : {}),
    });
  }
  return parameters;
}

const HEADER_TEXT: Record<string, string> = {
  "If-Match":
    "One or more ETags, or `*` for any version. The status is 412 unless the room exists in one of these versions (RFC 9110). Weak and strong tags are treated alike.",
  "If-None-Match":
    "One or more ETags, or `*` for any version. If the room exists in one of these versions, a read gets 304 and a write gets 412 (RFC 9110).",
  Prefer: "With `return=representation` the reply to a save is the whole room.",
  "Last-Event-ID": "The id of the last event that you have seen. It takes precedence over `after`.",
  "Idempotency-Key":
    "A key of 1 to 255 printable ASCII characters, which you choose. The request is carried out once: for a day, repeated requests with the same key get the stored reply.",
};

function headers(method: string, operation: AnyOperation): JsonSchema[] {
  const names: string[] = [...(operation.reads ?? [])];
  if (method === "POST") names.push("Idempotency-Key");
  return names.map((name) => ({
    name,
    in: "header",
    required: false,
    description: HEADER_TEXT[name],
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
      ? {
          "Idempotency-Replayed": header(
            "true when this is the stored reply of an earlier request.",
          ),
        }
      : {};
  return {
    description: STATUS_TEXT[status] ?? STATUS_CODES[status] ?? "Done",
    headers: {
      ...EVERY_REPLY,
      ...replay,
      ...(operation.tagged
        ? { ETag: header("The version of the room, for If-Match and If-None-Match.") }
        : {}),
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

const STATUS_TEXT: Record<number, string> = {
  200: "The request succeeded.",
  201: "The room was created.",
  204: "No content.",
  304: "Not modified.",
};

const STREAM = {
  type: "string",
  description: `Server-sent events. \`id\` is the id of the event, \`event\` is its type (stream.opened, ${EVENT_TYPES.join(", ")}), and \`data\` is the event as JSON.`,
};
