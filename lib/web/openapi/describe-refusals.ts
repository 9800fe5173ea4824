import {
  type ErrorCode,
  GONE_REASONS,
  RoomkeeperError,
  STATUS_OF_CODE,
  statusOf,
} from "@/lib/core/errors";
import { codesOf } from "@/lib/web/api/answers-of";
import type { AnyOperation } from "@/lib/web/api/api-operation";
import { problemOf } from "@/lib/web/api/problem";
import { PROBLEM_TEXT } from "@/lib/web/api/problem-text";
import type { JsonSchema } from "./describe-fields";

/** The description of a reply header whose value is a text. */
export const header = (description: string) => ({ description, schema: { type: "string" } });
/** The headers of every reply. */
export const EVERY_REPLY = {
  "X-Request-Id": header("The id of the request in the server's log."),
  RateLimit: header(
    'How many requests (r) are left for the next t seconds: "token";r=…;t=…, or "address" for requests without a valid token. Absent when there is no limit.',
  ),
  "RateLimit-Policy": header('The limit: q requests in w seconds, such as "token";q=60000;w=60.'),
};

/** The errors that an operation may return, by status. */
export function refusals(method: string, operation: AnyOperation): Record<string, JsonSchema> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(operation, method)) {
    const status = statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${PROBLEM_TEXT[code][0]}`).join(" "),
        headers: {
          ...EVERY_REPLY,
          ...(status === 429 || status === 503 || status === 507
            ? { "Retry-After": header("How many seconds to wait before the next request.") }
            : {}),
          ...(status === 401
            ? { "WWW-Authenticate": header("Always Bearer: the request needs a token.") }
            : {}),
        },
        ...(method === "HEAD"
          ? {}
          : {
              content: {
                "application/problem+json": {
                  schema: {
                    allOf: [
                      { $ref: "#/components/schemas/Problem" },
                      {
                        properties: {
                          status: { const: status },
                          code: { enum: codes },
                          ...(codes.includes("gone") ? { reason: { enum: GONE_REASONS } } : {}),
                        },
                      },
                    ],
                  },
                  example: exampleOf(codes[0] as ErrorCode),
                },
              },
            }),
      },
    ]),
  );
}

function exampleOf(code: ErrorCode): object {
  const [means] = PROBLEM_TEXT[code];
  const details = code === "gone" ? { reason: GONE_REASONS[0] } : {};
  return problemOf(new RoomkeeperError(code, means, details), "rq_6f3k0v9x2m4q8t1w7z5b");
}

const text = (description: string) => ({ type: "string", description });
/** The problem document as a schema. */
export const PROBLEM: JsonSchema = {
  type: "object",
  description: "Says why a request was refused or failed (RFC 9457).",
  required: ["type", "title", "status", "detail", "code", "requestId"],
  additionalProperties: false,
  properties: {
    type: text("The kind of problem as a URN. It contains the code."),
    title: text("The name of the HTTP status, such as Not Found."),
    status: { type: "integer", description: "The HTTP status of the reply, such as 404." },
    detail: text("What went wrong, in one sentence for people."),
    code: {
      type: "string",
      enum: Object.keys(STATUS_OF_CODE),
      description: "The error code, for programs. It stays the same in later versions.",
    },
    requestId: text("The id of the request in the server's log."),
    reason: {
      description:
        "With the code `gone`: why the room is not open any more, as one of these values. With the code `locked`: the reason that the person who locked it gave, if any.",
      anyOf: [{ type: "string", enum: GONE_REASONS }, { type: "string" }],
    },
    errors: {
      type: "array",
      description: "The values that are wrong, each with what is wrong with it.",
      items: {
        type: "object",
        required: ["pointer", "message"],
        additionalProperties: false,
        properties: {
          pointer: text(
            "Which value is wrong: its place in the body as a JSON pointer (RFC 6901), such as /ratings, or a slash and the name of the parameter or header.",
          ),
          message: text(
            "What is wrong. It reads as a sentence after the name of the field, such as `must be a text`.",
          ),
        },
      },
    },
  },
};
