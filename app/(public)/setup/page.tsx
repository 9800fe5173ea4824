import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Notice } from "@/components/people/notice";
import { PersonLine } from "@/components/people/person-line";
import { PublicFrame } from "@/components/people/public-frame";
import frameStyles from "@/components/people/public-frame.module.css";
import { Button, ButtonLink, FormButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { ShownText } from "@/components/ui/shown-text";
import { readFlash } from "@/lib/web/forms/flash";
import { loadIsSetUp } from "@/lib/web/pages/load-is-set-up";
import { viewer } from "@/lib/web/pages/viewer";

export const metadata: Metadata = { title: "Set up Roomkeeper" };

/** The page that makes the first admin: a person who is signed in with Plex and types the setup code from the console. */
export default async function SetupPage() {
  const [account, done, flash] = await Promise.all([viewer(), loadIsSetUp(), readFlash()]);
  if (account?.banned) redirect("/sign-in/banned");
  if (done) {
    return (
      <PublicFrame
        title="Roomkeeper has its admin."
        lead="The setup code was used. An admin can make others admin under Admin, People."
      >
        <ButtonLink href="/" look="first" tall iconAfter="arrow-right">
          Go in
        </ButtonLink>
      </PublicFrame>
    );
  }
  if (!account) {
    return (
      <PublicFrame
        title="Become the admin"
        lead="Two steps: sign in with the Plex account that should be the admin, then type the setup code that the console printed."
      >
        <ButtonLink href="/api/auth/plex?returnTo=/setup" look="first" tall iconAfter="arrow-right">
          Continue with Plex
        </ButtonLink>
      </PublicFrame>
    );
  }
  return (
    <PublicFrame
      title="Type the setup code."
      lead="The console printed it when Roomkeeper started."
    >
      {flash ? (
        <Notice>
          <ShownText text={flash.message} />
        </Notice>
      ) : null}
      <PersonLine name={account.name} note="becomes the admin of this Roomkeeper" />
      <form method="post" action="/api/dashboard/setup">
        <input type="hidden" name="returnTo" value="/setup" />
        <TextField
          id="code"
          name="code"
          label="Setup code"
          placeholder="XXXX-XXXX-XXXX"
          autoComplete="off"
          maxLength={40}
          required
        />
        <div className={frameStyles.action}>
          <Button look="first" tall iconAfter="arrow-right">
            Become the admin
          </Button>
        </div>
      </form>
      <div className={frameStyles.notYou}>
        <span>Not you?</span>
        <FormButton action="/api/dashboard/sessions/sign-out" look="bare">
          Use another account
        </FormButton>
      </div>
    </PublicFrame>
  );
}
