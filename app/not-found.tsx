import { NothingHere } from "@/components/shell/nothing-here";
import { NOTHING_FOUND } from "@/lib/web/nothing-found";
import { visitor } from "@/lib/web/viewer";

export const metadata = NOTHING_FOUND;

/** Next sends this along with every page, so it is small: the pages that draw their own say so inside the desk. */
export default async function NotFound() {
  return (
    <main className="page" id="main">
      <NothingHere isSignedIn={(await visitor()) !== null} />
    </main>
  );
}
