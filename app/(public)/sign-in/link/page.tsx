import type { Metadata } from "next";
import { Door } from "@/components/people/door";
import { readFlash } from "@/lib/web/flash";

export const metadata: Metadata = { title: "Sign in from the console", referrer: "same-origin" };

/** The one-time link opens this page; only the button spends it, so that a preview in a chat does not. */
export default async function SignInLinkPage({
  searchParams,
}: {
  searchParams: Promise<{ code?: string | string[] }>;
}) {
  const { code } = await searchParams;
  const flash = await readFlash();
  if (typeof code !== "string" || code === "") {
    return (
      <Door
        title="Admin without Plex"
        lead="On the server, run the command below in Roomkeeper’s folder. It prints a link that signs you in once, within half an hour."
      >
        <pre className="code">npm run -s admin -- link</pre>
      </Door>
    );
  }
  return (
    <Door
      title="Sign in from the console"
      lead="This link works once. It signs this browser in as the admin of this house."
    >
      {flash?.tone === "problem" ? <p role="alert">{flash.message}</p> : null}
      <form method="post" action="/api/dashboard/sign-in/link">
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="returnTo" value="/" />
        <button className="btn is-first is-tall" type="submit">
          Sign in
        </button>
      </form>
    </Door>
  );
}
