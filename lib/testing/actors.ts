import type { Context } from "@/lib/runtime/context";
import { contextOf } from "./context-of";

/** The contexts of the people in tests. Ines (7) owns the rooms unless a test says otherwise. */
export const ines = person("7", "Ines", "owner");
export const sven = person("8", "Sven", "owner");
export const admin = person("1", "tomasz", "admin");
export const nobody: Context = contextOf({ kind: "nobody" }, "req_nobody");

export function person(id: string, name: string, role: "owner" | "admin", banned = false): Context {
  return contextOf({ kind: "person", id, name, role, banned }, `req_${id}`);
}
