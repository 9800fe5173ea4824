import type { z } from "zod";
import type { AuditAction } from "@/lib/audit/audit-action";
import type { Conditions } from "@/lib/core/conditions";
import type { ErrorCode } from "@/lib/core/errors";
import type { Lane } from "@/lib/rates/admission";
import type { Context } from "@/lib/runtime/context";
import type { Scope } from "@/lib/tokens/token";
import type { ApiReply } from "./api-reply";

/** One operation of the API: what it requires and what it does. */
export interface ApiOperation<Query, Body, Reply> {
  /** `noun.verb`, as the log and the audit log name it. */
  action: AuditAction;
  /** What it does, as a short phrase that begins with a verb. */
  summary: string;
  /** What else a caller must know. */
  description?: string;
  /**
   * The scope that a token needs. If several are listed, one of them is enough to start the request, and each verb checks its own
   * scope. If none is listed, any token works.
   */
  scope: Scope | readonly Scope[];
  /** Whether the request's address names a room; see `roomNameOf`. */
  named?: boolean;
  /** The query parameters; unknown ones should be refused. */
  query: z.ZodType<Query>;
  /** How many requests it counts as; 1 by default. */
  cost?: (body: Body) => number;
  /**
   * The admission lane that the request waits in: `read` or `write` by default, depending on the method; null for operations that
   * wait in a lane by themselves.
   */
  lane?: Lane | null;
  /** Whether the reply contains a secret. Such a reply is never stored for repeated requests. */
  repliesSecret?: boolean;
  /** Checks a JSON body and throws `invalid_document`; absent when the operation has no body. */
  body?: (json: unknown) => Body;
  /** Makes the value that a JSON body would have from a CSV body; absent when the operation takes JSON only. */
  csv?: { read: (bytes: Uint8Array) => Promise<unknown>; example: string };
  /** The schema of the body; `body` may check more. If it accepts `{}`, a request may leave the body out. */
  bodySchema?: z.ZodType;
  /** The statuses of success; by default 200, or 204 when there is no reply. */
  statuses?: readonly number[];
  /** The error codes that it may return, in addition to those of every operation. */
  refusals?: readonly ErrorCode[];
  /** The request headers that it reads. If-Match in this list means that the conditions of the request apply to its room. */
  reads?: readonly ("If-Match" | "If-None-Match" | "Prefer" | "Last-Event-ID")[];
  /** Whether its replies have an ETag. */
  tagged?: boolean;
  /** Whether it can also reply with a stream of server-sent events. */
  streams?: boolean;
  /** A request that works on a room named "movie night", for its description. */
  example: { query?: Record<string, string>; body?: unknown };
  /** The schema that every reply must match. A reply that does not match is not sent; the caller gets `internal`. */
  reply?: z.ZodType<Reply>;
  run(call: ApiCall<Query, Body>): Promise<ApiReply<Reply>>;
}

export interface ApiCall<Query, Body> {
  ctx: Context;
  request: Request;
  /** The name of the room in the address; empty when the address names no room. */
  name: string;
  query: Query;
  body: Body;
  /** The conditions of the request (If-Match, If-None-Match). Reads can ignore them. */
  conditions: Conditions;
}

// biome-ignore lint/suspicious/noExplicitAny: the description reads operations of every shape
export type AnyOperation = ApiOperation<any, any, any>;

/** Whether a request may leave the body out, which then counts as `{}`: no field of the body is required. */
export function isBodyOptional({ bodySchema }: AnyOperation): boolean {
  return bodySchema?.safeParse({}).success ?? false;
}

export const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

/** What a route file exports: one handler per method, including the methods that it refuses. */
export type ApiRouteModule = Record<
  Method,
  ((request: Request) => Response | Promise<Response>) & { operation?: AnyOperation }
>;

/** A handler together with its operation, from which the API's description is made. */
export type ApiHandler = ((request: Request) => Promise<Response>) & {
  operation: AnyOperation;
};
