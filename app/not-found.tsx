import { NothingHere } from "@/components/shell/nothing-here";
import { NOTHING_FOUND } from "@/lib/web/nothing-found";
import { visitor } from "@/lib/web/viewer";

export const metadata = NOTHING_FOUND;

/** Next sends this with every page, so it is small. Pages with their own not-found text show it in the dashboard's frame. */
export default async function NotFound() {
  return (
    <main className="page" id="main">
      <NothingHere isSignedIn={(await visitor()) !== null} />
    </main>
  );
}
