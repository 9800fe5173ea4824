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

/** The schema of one part of the health reply. `question` says what the part checks. */
const part = (question: string) =>
  fields(
    {
      status: state(
        "The status is unknown while the database does not answer.",
        "ok",
        "unavailable",
        "unknown",
      ),
    },
    question,
  );

const VERSION = text("The version of Roomkeeper.");
const UPTIME = { type: "integer", description: "Seconds since the process started." };

const HEALTH = fields({
  status: state(
    "ok: everything works. degraded: the instance serves requests, but a part has a problem. unavailable: the instance cannot serve requests.",
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
          status: state("Whether the database answers.", "ok", "unavailable"),
          latencyMs: {
            type: ["number", "null"],
            description: "How many milliseconds the answer took.",
          },
        },
        "The Postgres database that stores everything.",
      ),
      migrations: part("Whether the database has exactly the schema of this version."),
      writing: part("Whether the database accepts writes."),
      encoding: part("Whether the database is encoded in UTF-8 and so can store every text."),
      secret: part(
        "Whether this instance has the secret that opens the sealed values in the database.",
      ),
      disk: part("Whether the data folder can be written to."),
      durability: fields(
        {
          status: state(
            "degraded: the database acknowledges writes before they are on disk.",
            "ok",
            "degraded",
            "unknown",
          ),
        },
        "Whether acknowledged writes survive a power failure.",
      ),
    },
    "The parts that the instance depends on.",
  ),
});

const LIFE = fields({
  status: state("Always ok: a process that answers runs.", "ok"),
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

const UNHEALTHY = {
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

const ID = { "X-Request-Id": header("The id of the request in the server's log.") };

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
    description: "Needs no token.",
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
  "200": {
    description: "The instance can serve requests. Its status is ok or degraded.",
    schema: HEALTH,
    example: HEALTHY,
  },
  "503": {
    description: "The instance cannot serve requests.",
    schema: HEALTH,
    example: UNHEALTHY,
    headers: { "Retry-After": header("How many seconds to wait before the next request.") },
  },
};

/** The operations that need no token, by path. */
export const OPEN_PATHS: Readonly<Record<string, Record<string, JsonSchema>>> = {
  "/api/health": read("health.get", "health", "Read the health of the instance", readiness),
  "/api/health/live": read("health.live", "health", "Check that the process runs", {
    "200": {
      description: "The process runs.",
      schema: LIFE,
      example: { status: "ok", version: "0.1.0", uptimeSeconds: 86_400 },
    },
  }),
  "/api/health/ready": read(
    "health.ready",
    "health",
    "Check that the instance can serve requests",
    readiness,
  ),
  "/api/v1/openapi.json": read("api.describe", "openapi.json", "Describe this API", {
    "200": {
      description: "This document.",
      schema: { type: "object", description: "OpenAPI 3.1." },
      headers: { ETag: header("Changes when the document changes.") },
    },
    "304": { description: "Not modified." },
  }),
};
