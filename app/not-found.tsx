import { NothingHere } from "@/components/shell/nothing-here";
import pageStyles from "@/components/shell/page.module.css";
import { NOTHING_FOUND } from "@/lib/web/pages/nothing-found";
import { visitor } from "@/lib/web/pages/viewer";

export const metadata = NOTHING_FOUND;

/** Next sends this with every page, so it is small. Pages with their own not-found text show it in the dashboard's frame. */
export default async function NotFound() {
  return (
    <main className={pageStyles.page} id="main">
      <NothingHere isSignedIn={(await visitor()) !== null} />
    </main>
  );
}
