import { type ErrorCode, RoomkeeperError, STATUS_OF_CODE, statusOf } from "@/lib/core/errors";
import { codesOf } from "./answers-of";
import type { AnyOperation } from "./api-operation";
import type { JsonSchema } from "./describe-fields";
import { FIELD_WORDS } from "./field-words";
import { problemOf } from "./problem";
import { PROBLEM_WORDS } from "./problem-words";

/** A reply header that is text. */
export const header = (description: string) => ({ description, schema: { type: "string" } });
/** What every reply bears. */
export const EVERY_REPLY = {
  "X-Request-Id": header("The id under which the server's log knows the request."),
  RateLimit: header(
    'How much is left: "token";r=requests;t=seconds; "address" without a good token. Absent without a limit.',
  ),
  "RateLimit-Policy": header('The limit: "token";q=requests;w=seconds.'),
};

/** What an operation may be refused with, by status. */
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
        description: codes.map((code) => `\`${code}\`: ${PROBLEM_WORDS[code][0]}`).join(" "),
        headers: {
          ...EVERY_REPLY,
          ...(status === 429 || status === 503
            ? { "Retry-After": header("Seconds to wait.") }
            : {}),
          ...(status === 401 ? { "WWW-Authenticate": header("Bearer.") } : {}),
        },
        ...(method === "HEAD"
          ? {}
          : {
              content: {
                "application/problem+json": {
                  schema: {
                    allOf: [
                      { $ref: "#/components/schemas/Problem" },
                      { properties: { status: { const: status }, code: { enum: codes } } },
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
  const [means] = PROBLEM_WORDS[code];
  return problemOf(new RoomkeeperError(code, means), "rq_6f3k0v9x2m4q8t1w7z5b");
}

const text = (description: string) => ({ type: "string", description });
/** The problem document as a schema. */
export const PROBLEM: JsonSchema = {
  type: "object",
  description: "Why something was refused or failed (RFC 9457).",
  required: ["type", "title", "status", "detail", "code", "requestId"],
  additionalProperties: false,
  properties: {
    type: text("A URN with the code."),
    title: text("The words of the status."),
    status: { type: "integer", description: "The HTTP status." },
    detail: text("One sentence for people."),
    code: { type: "string", enum: Object.keys(STATUS_OF_CODE), description: "The stable code." },
    requestId: text("The id under which the server's log knows the request."),
    reason: text("Why a room is gone or locked."),
    errors: {
      type: "array",
      description: "What was wrong, field by field.",
      items: {
        type: "object",
        required: ["pointer", "message"],
        additionalProperties: false,
        properties: {
          pointer: text(FIELD_WORDS.pointer ?? ""),
          message: text(FIELD_WORDS.message ?? ""),
        },
      },
    },
  },
};
