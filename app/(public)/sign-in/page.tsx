import type { Metadata } from "next";
import { AddressNotice } from "@/components/people/address-notice";
import { Notice } from "@/components/people/notice";
import { PersonLine } from "@/components/people/person-line";
import { PublicFrame } from "@/components/people/public-frame";
import frameStyles from "@/components/people/public-frame.module.css";
import { ButtonLink, FormButton } from "@/components/ui/button";
import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import { urlPart } from "@/lib/core/url-part";
import { signInSentence } from "@/lib/sign-in/sign-in-problem";
import { safeReturnTo } from "@/lib/web/auth/return-to";
import { readFlash } from "@/lib/web/forms/flash";
import { loadKeptChange } from "@/lib/web/forms/load-kept-change";
import { loadAddress } from "@/lib/web/pages/load-address";
import { loadIsSetUp } from "@/lib/web/pages/load-is-set-up";
import { viewer } from "@/lib/web/pages/viewer";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ returnTo?: unknown; error?: unknown }>;
}) {
  const query = await searchParams;
  const returnTo = safeReturnTo(query.returnTo);
  const [account, ready, flash, address, waiting] = await Promise.all([
    viewer(),
    loadIsSetUp(),
    readFlash(),
    loadAddress(),
    loadKeptChange(),
  ]);
  const start = `/api/auth/plex?returnTo=${urlPart(returnTo)}`;
  const problem = signInSentence(query.error);
  const said = problem ?? flash?.message;
  return (
    <PublicFrame
      title="Your rooms are still here."
      lead={
        account
          ? "You are signed in on this browser."
          : "Sign in to see the movie nights you opened, what everyone agreed on, and how long each room is kept."
      }
      foot={
        <>
          <a className={linkStyles.link} href="/sign-in/link">
            Admin without Plex
          </a>
          {ready ? null : (
            <a className={linkStyles.link} href="/setup">
              Set up Roomkeeper
            </a>
          )}
        </>
      }
    >
      {address.publicOrigin ? <AddressNotice publicOrigin={address.publicOrigin} /> : null}
      {address.unknownHost !== null ? (
        <Notice>
          This Roomkeeper does not accept the address <Name>{address.unknownHost}</Name>. Open the
          machine’s IP address instead, such as 192.168.1.20, or ask the operator to set{" "}
          <code>PUBLIC_URL</code> to this address.
        </Notice>
      ) : null}
      {waiting && !account ? (
        <Notice>
          Your session has ended, so nothing was changed yet. Sign in as <Name>{waiting.name}</Name>{" "}
          to finish: <Name>{waiting.text}</Name>.
        </Notice>
      ) : null}
      {said ? <Notice>{said}</Notice> : null}
      {account ? (
        <>
          <PersonLine name={account.name} note={`Signed in as @${account.username}`} />
          <ButtonLink href={returnTo} look="first" tall iconAfter="arrow-right">
            Go in
          </ButtonLink>
          <div className={frameStyles.notYou}>
            <span>Not you?</span>
            <FormButton action="/api/dashboard/sessions/sign-out" look="bare">
              Sign out and use another account
            </FormButton>
          </div>
        </>
      ) : (
        <>
          <ButtonLink href={start} look="first" tall iconAfter="arrow-right">
            Continue with Plex
          </ButtonLink>
          <p className={frameStyles.fine}>
            Plex tells Roomkeeper who you are. Roomkeeper stores your name and account id, and
            deletes the Plex token as soon as you are signed in. Plex may warn you about a sign-in
            from another network. That is this server.
          </p>
        </>
      )}
    </PublicFrame>
  );
}
