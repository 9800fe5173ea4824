import type { Asked, Lane } from "@/lib/rates/admission";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";
import type { AnyOperation } from "./api-operation";

interface AdmittedRequest {
  operation: AnyOperation;
  request: Request;
  ctx: Context;
  /** The name of the room in the address; empty if there is none. */
  name: string;
  /** The Idempotency-Key, with which the whole request is one transaction. */
  key: string | null;
}

/** Throws `overloaded` if the request could not start soon. Called before the body is read. */
export function checkAdmission(request: AdmittedRequest): void {
  const asked = admissionOf(request);
  if (asked) getServices().admission.check(asked);
}

/** Carries out the request in its turn. Throws `overloaded` if the turn would come too late. */
export function runAdmitted<T>(request: AdmittedRequest, work: () => Promise<T>): Promise<T> {
  const asked = admissionOf(request);
  return asked ? getServices().admission.run(asked, work) : work();
}

function admissionOf({
  operation,
  request,
  ctx: { actor },
  name,
  key,
}: AdmittedRequest): Asked | null {
  const lane = key === null ? laneOf(operation, request) : "write";
  if (!lane || actor.kind !== "token") return null;
  const alone = lane === "write" && name !== "" ? `${actor.spaceId}/${name}` : undefined;
  return { lane, key: actor.chainId, alone };
}

function laneOf({ lane }: AnyOperation, { method }: Request): Lane | null {
  if (lane !== undefined) return lane;
  return method === "GET" || method === "HEAD" ? "read" : "write";
}
