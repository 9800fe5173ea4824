import type { Metadata } from "next";
import { NOTHING_FOUND } from "./nothing-found";
import { viewer } from "./viewer";

/**
 * The `generateMetadata` of an admin's page: its title for admins; for everybody else the title of an address that leads nowhere. A
 * title that stands still would reach owners in the head of their 404.
 */
export function titleForAdmins(title: string): () => Promise<Metadata> {
  return async () => {
    const found = await viewer();
    return found?.role === "admin" && !found.banned ? { title } : NOTHING_FOUND;
  };
}
