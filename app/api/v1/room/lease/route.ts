import { z } from "zod";
import { getLease } from "@/lib/match/leases/get-lease";
import { holdLease } from "@/lib/match/leases/hold-lease";
import {
  leaseHoldSchema,
  leaseReleaseParameter,
  leaseReplySchema,
} from "@/lib/match/leases/lease-schema";
import { releaseLease } from "@/lib/match/leases/release-lease";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";
import { parseBody } from "@/lib/web/api/parse-body";
import { nameParameter } from "@/lib/web/api/room-address";
import { SAMPLE_NAME } from "@/lib/web/openapi/api-samples";

export const GET = handleApi({
  action: "lease.get",
  summary: "Read which instance holds a room",
  description: "Returns the last lease even if it was not renewed in time; `live` is false then.",
  refusals: ["not_found", "gone"],
  example: SAMPLE_NAME,
  scope: "rooms:read",
  named: true,
  query: z.strictObject(nameParameter),
  reply: leaseReplySchema,
  async run({ ctx, name }) {
    return { body: { lease: await getLease(ctx, { name }) } };
  },
});

export { GET as HEAD };

export const PUT = handleApi({
  action: "lease.hold",
  summary: "Take or renew a lease",
  description:
    "A lease says which instance of a game server holds a room. Renew it before `expiresAt`. Until then other instances are refused, unless they set `take`. A lease does not change the room. While people are connected, the room counts as in use.",
  bodySchema: leaseHoldSchema,
  refusals: ["not_found", "gone", "lease_held"],
  example: { ...SAMPLE_NAME, body: { instance: "living-room-1", connections: 3 } },
  scope: "rooms:write",
  named: true,
  query: z.strictObject(nameParameter),
  body: (json) => parseBody(leaseHoldSchema, json),
  reply: leaseReplySchema,
  async run({ ctx, name, body }) {
    return { body: { lease: await holdLease(ctx, { name, ...body }) } };
  },
});

export const DELETE = handleApi({
  action: "lease.release",
  summary: "Release a lease",
  description:
    "Does nothing if that instance does not hold the lease. Only a name that no room can have, such as one that is too long, gets `not_found`.",
  example: { query: { ...SAMPLE_NAME.query, instance: "living-room-1" } },
  scope: "rooms:write",
  named: true,
  query: z.strictObject({ ...nameParameter, ...leaseReleaseParameter }),
  async run({ ctx, name, query: { instance } }) {
    await releaseLease(ctx, { name, instance });
    return { status: 204 };
  },
});

export const { POST, PATCH, OPTIONS } = otherMethods("GET", "HEAD", "PUT", "DELETE");
