import { NothingOutside } from "@/components/people/nothing-outside";
import { NothingHere } from "@/components/shell/nothing-here";
import { NOTHING_FOUND, nothingFound } from "@/lib/web/pages/nothing-found";
import { viewer } from "@/lib/web/pages/viewer";

export const metadata = NOTHING_FOUND;

/** Every address below /admin that has no page. Admins still see their tabs there. */
export default async function UnknownAdminPage() {
  const account = await viewer();
  nothingFound();
  return account && !account.banned ? <NothingHere /> : <NothingOutside />;
}
