import { getServices } from "@/lib/runtime/services";
import { type NewSignIn, readNewSignIn } from "@/lib/sessions/read-new-sign-in";
import { viewer } from "./viewer";

/** The newest unconfirmed sign-in of the viewer's account in another browser; null if there is none. */
export async function loadNewSignIn(): Promise<NewSignIn | null> {
  const found = await viewer();
  return found && !found.banned ? readNewSignIn(getServices(), found) : null;
}
