import type { Metadata } from "next";
import { NOTHING_FOUND } from "./nothing-found";
import { viewer } from "./viewer";

/**
 * The `generateMetadata` of an admin's page: its title for admins, and the not-found title for everybody else. Owners would see a fixed
 * title in the head of their not-found page.
 */
export function titleForAdmins(title: string): () => Promise<Metadata> {
  return async () => {
    const found = await viewer();
    return found?.role === "admin" && !found.banned ? { title } : NOTHING_FOUND;
  };
}
