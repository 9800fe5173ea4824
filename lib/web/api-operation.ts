import type { z } from "zod";
import type { Context } from "@/lib/core/context";
import type { ErrorCode } from "@/lib/core/errors";
import type { Lane } from "@/lib/rates/admission";
import type { Conditions } from "@/lib/rooms/conditions";
import type { Scope } from "@/lib/tokens/token";
import type { ApiReply } from "./api-reply";

/** One operation of the API: what it needs and what it does. */
export interface ApiOperation<Query, Body, Reply> {
  /** noun.verb, for the log and the audit of refusals. */
  action: string;
  /** What it does, in half a sentence that begins with a verb. */
  summary: string;
  /** What a caller has to know beyond that. */
  description?: string;
  /** What a token needs; of several, one is enough to come in, and the verbs ask for the right one; of none, any token may. */
  scope: Scope | readonly Scope[];
  /** Whether the address names a room; see `roomNameOf`. */
  named?: boolean;
  /** The query parameters; unknown ones should be refused. */
  query: z.ZodType<Query>;
  /** How many requests it counts for; 1 unless given. */
  cost?: (body: Body) => number;
  /** With what it takes turns; a read or a write by its method unless given, and null for what waits by itself. */
  lane?: Lane | null;
  /** Its reply holds a secret that must never be stored, not even for a replay. */
  repliesSecret?: boolean;
  /** Checks a JSON body and throws `invalid_document`; absent when the operation takes none. */
  body?: (json: unknown) => Body;
  /** What a body looks like, for its description; `body` may check more. */
  bodySchema?: z.ZodType;
  /** The statuses of success; 200, or 204 without a reply, unless given. */
  statuses?: readonly number[];
  /** What it may be refused with, beyond what every operation may. */
  refusals?: readonly ErrorCode[];
  /** Request headers that it looks at; with If-Match, its room is held against conditions. */
  reads?: readonly ("If-Match" | "If-None-Match" | "Prefer" | "Last-Event-ID")[];
  /** Whether its replies bear an ETag. */
  tagged?: boolean;
  /** Whether it also answers as a stream of server-sent events. */
  streams?: boolean;
  /** A request that works on a room named "movie night", for its description. */
  example: { query?: Record<string, string>; body?: unknown };
  /** What every reply of it must be; one that is not becomes `internal` and never leaves. */
  reply?: z.ZodType<Reply>;
  run(call: ApiCall<Query, Body>): Promise<ApiReply<Reply>>;
}

export interface ApiCall<Query, Body> {
  ctx: Context;
  request: Request;
  /** The room that the address names; empty when the operation is about none. */
  name: string;
  query: Query;
  body: Body;
  /** What the request asks of the room before it is changed. Reads need not look at it. */
  conditions: Conditions;
}

// biome-ignore lint/suspicious/noExplicitAny: the description reads operations of every shape
export type AnyOperation = ApiOperation<any, any, any>;

export const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

/** What a route file exports: a handler for each method, those that it refuses included. */
export type ApiRouteModule = Record<
  Method,
  ((request: Request) => Response | Promise<Response>) & { operation?: AnyOperation }
>;

/** A handler as a route file exports it, together with what it was made of, which the API's description is read from. */
export type ApiHandler = ((request: Request) => Promise<Response>) & {
  operation: AnyOperation;
};
