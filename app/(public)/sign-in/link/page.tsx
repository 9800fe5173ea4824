import type { Metadata } from "next";
import { Command } from "@/components/docs/command";
import { AddressNotice } from "@/components/people/address-notice";
import { PublicFrame } from "@/components/people/public-frame";
import frameStyles from "@/components/people/public-frame.module.css";
import { FormButton } from "@/components/ui/button";
import linkStyles from "@/components/ui/link.module.css";
import { loadAddress } from "@/lib/web/pages/load-address";

export const metadata: Metadata = { title: "Sign in from the console", referrer: "same-origin" };

/** The one-time link opens this page. Only the button uses up the link, so that a link preview in a chat does not. */
export default async function SignInLinkPage({
  searchParams,
}: {
  searchParams: Promise<{ code?: string | string[] }>;
}) {
  const [{ code }, { publicOrigin }] = await Promise.all([searchParams, loadAddress()]);
  if (typeof code === "string" && code !== "") {
    return (
      <PublicFrame
        title="Sign in from the console"
        lead="This link works once. It signs this browser in as the admin of this Roomkeeper."
      >
        {publicOrigin ? <AddressNotice publicOrigin={publicOrigin} /> : null}
        <FormButton
          action="/api/dashboard/sign-in/link"
          fields={{ code }}
          look="first"
          tall
          iconAfter="arrow-right"
        >
          Sign in
        </FormButton>
        <p className={frameStyles.fine}>Nothing is used up until you press the button.</p>
      </PublicFrame>
    );
  }
  return (
    <PublicFrame
      title="Admin without Plex"
      lead="The operator of this server can sign in while Plex is unavailable. In Roomkeeper’s folder, run:"
      foot={
        <a className={linkStyles.link} href="/sign-in">
          Back to sign-in
        </a>
      }
    >
      <Command>npm run -s admin -- link</Command>
      <p className={frameStyles.fine}>
        It prints a link that signs you in once, within half an hour. Open it in this browser.
      </p>
    </PublicFrame>
  );
}
