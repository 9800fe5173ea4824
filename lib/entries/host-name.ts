import { hostname } from "node:os";

/** The name of this machine; `instead` where reading it is not allowed. */
export function hostName(instead: string): string {
  type Permissions = { querySync(asked: { name: string; kind: string }): { state: string } };
  const { Deno } = globalThis as { Deno?: { permissions?: Permissions } };
  // Without the permission, Deno would ask on the terminal.
  const state = Deno?.permissions?.querySync({ name: "sys", kind: "hostname" }).state ?? "granted";
  if (state !== "granted") return instead;
  return hostname() || instead;
}
