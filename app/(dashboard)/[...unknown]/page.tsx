import { NothingOutside } from "@/components/people/nothing-outside";
import { NothingHere } from "@/components/shell/nothing-here";
import { NOTHING_FOUND, nothingFound } from "@/lib/web/pages/nothing-found";
import { viewer } from "@/lib/web/pages/viewer";

export const metadata = NOTHING_FOUND;

/** Every address that has no page: signed-in people see it in the dashboard's frame, everybody else gets a link to the sign-in. */
export default async function UnknownPage() {
  const account = await viewer();
  nothingFound();
  return account && !account.banned ? <NothingHere /> : <NothingOutside />;
}
