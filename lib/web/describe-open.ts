import type { JsonSchema } from "./describe-fields";
import { header } from "./describe-refusals";

const text = (description: string) => ({ type: "string", description });
const state = (description: string, ...states: string[]) => ({
  ...text(description),
  enum: states,
});
const fields = (properties: Record<string, JsonSchema>, description?: string): JsonSchema => ({
  type: "object",
  ...(description === undefined ? {} : { description }),
  required: Object.keys(properties),
  additionalProperties: false,
  properties,
});

/** One part of it: the question, and what its state answers. */
const part = (question: string) =>
  fields(
    {
      status: state("unknown while the database does not answer.", "ok", "unavailable", "unknown"),
    },
    question,
  );

const VERSION = text("The version of the program.");
const UPTIME = { type: "integer", description: "Seconds since the process began." };

const HEALTH = fields({
  status: state(
    "ok; degraded when it serves and something is not as it should be; unavailable when it cannot serve.",
    "ok",
    "degraded",
    "unavailable",
  ),
  version: VERSION,
  uptimeSeconds: UPTIME,
  parts: fields(
    {
      database: fields(
        {
          status: state("Whether it answers.", "ok", "unavailable"),
          latencyMs: { type: ["number", "null"], description: "Milliseconds until it answered." },
        },
        "Postgres.",
      ),
      migrations: part("Whether the schema is the one of this version, whole."),
      writing: part("Whether the database takes writes."),
      encoding: part("Whether the database holds every text."),
      secret: part("Whether this instance opens what is sealed in the database."),
      disk: part("Whether the data folder takes writes."),
      durability: fields(
        {
          status: state(
            "degraded when the database acknowledges writes before they are on disk.",
            "ok",
            "degraded",
            "unknown",
          ),
        },
        "Whether what is acknowledged survives a power cut.",
      ),
    },
    "What it depends on.",
  ),
});

const LIFE = fields({
  status: state("It runs.", "ok"),
  version: VERSION,
  uptimeSeconds: UPTIME,
});

const HEALTHY = {
  status: "ok",
  version: "0.1.0",
  uptimeSeconds: 86_400,
  parts: {
    database: { status: "ok", latencyMs: 0.8 },
    migrations: { status: "ok" },
    writing: { status: "ok" },
    encoding: { status: "ok" },
    secret: { status: "ok" },
    disk: { status: "ok" },
    durability: { status: "ok" },
  },
};

const SICK = {
  ...HEALTHY,
  status: "unavailable",
  parts: {
    database: { status: "unavailable", latencyMs: null },
    migrations: { status: "unknown" },
    writing: { status: "unknown" },
    encoding: { status: "unknown" },
    secret: { status: "unknown" },
    disk: { status: "unknown" },
    durability: { status: "unknown" },
  },
};

const ID = { "X-Request-Id": header("The id under which the server's log knows the request.") };

interface Reply {
  description: string;
  schema?: JsonSchema;
  example?: unknown;
  headers?: JsonSchema;
}

function read(
  operationId: string,
  tag: string,
  summary: string,
  replies: Record<string, Reply>,
): Record<string, JsonSchema> {
  const operation = (method: string, isBare: boolean) => ({
    operationId: `${operationId}${method}`,
    tags: [tag],
    summary,
    description: "For everybody, without a token.",
    security: [],
    parameters: [],
    responses: Object.fromEntries(
      Object.entries(replies).map(([status, { description, schema, example, headers }]) => [
        status,
        {
          description,
          headers: { ...ID, ...headers },
          ...(isBare || !schema
            ? {}
            : {
                content: { "application/json": { schema, example } },
              }),
        },
      ]),
    ),
  });
  return { get: operation("", false), head: operation(".head", true) };
}

const readiness: Record<string, Reply> = {
  "200": { description: "It serves, degraded included.", schema: HEALTH, example: HEALTHY },
  "503": {
    description: "It cannot serve.",
    schema: HEALTH,
    example: SICK,
    headers: { "Retry-After": header("Seconds to wait.") },
  },
};

/** What is open to everybody and asks for nothing, by path; these are no operations of a token. */
export const OPEN_PATHS: Readonly<Record<string, Record<string, JsonSchema>>> = {
  "/api/health": read("health.get", "health", "Tell how it is", readiness),
  "/api/health/live": read("health.live", "health", "Tell that the process runs", {
    "200": {
      description: "It runs.",
      schema: LIFE,
      example: { status: "ok", version: "0.1.0", uptimeSeconds: 86_400 },
    },
  }),
  "/api/health/ready": read("health.ready", "health", "Tell whether it can serve", readiness),
  "/api/v1/openapi.json": read("api.describe", "openapi.json", "Describe this API", {
    "200": {
      description: "This document.",
      schema: { type: "object", description: "OpenAPI 3.1." },
      headers: { ETag: header("Changes with the document.") },
    },
    "304": { description: "It is what you have." },
  }),
};
