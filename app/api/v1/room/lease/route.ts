import { z } from "zod";
import { getLease } from "@/lib/leases/get-lease";
import { holdLease } from "@/lib/leases/hold-lease";
import {
  leaseHoldSchema,
  leaseReleaseParameter,
  leaseReplySchema,
} from "@/lib/leases/lease-schema";
import { releaseLease } from "@/lib/leases/release-lease";
import { handleApi, otherMethods } from "@/lib/web/handle-api";
import { parseBody } from "@/lib/web/parse-body";
import { nameParameter } from "@/lib/web/room-address";

export const GET = handleApi({
  action: "lease.get",
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
  scope: "rooms:write",
  named: true,
  query: z.strictObject({ ...nameParameter, ...leaseReleaseParameter }),
  async run({ ctx, name, query: { instance } }) {
    await releaseLease(ctx, { name, instance });
    return { status: 204 };
  },
});

export const { POST, PATCH, OPTIONS } = otherMethods("GET", "HEAD", "PUT", "DELETE");
