import { type NewSignIn, readNewSignIn } from "@/lib/sessions/read-new-sign-in";
import { viewer } from "./viewer";

/** What the desk tells of other browsers; null when there is nothing to tell. */
export async function loadNewSignIn(): Promise<NewSignIn | null> {
  const found = await viewer();
  return found && !found.banned ? readNewSignIn(found) : null;
}
