import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PublicFrame } from "@/components/people/public-frame";
import frameStyles from "@/components/people/public-frame.module.css";
import { FormButton } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { viewer } from "@/lib/web/pages/viewer";

export const metadata: Metadata = { title: "This account is banned" };

/** The only page that a banned account sees: that it is banned, why, and what happens to its rooms. */
export default async function BannedPage() {
  const account = await viewer();
  if (!account) redirect("/sign-in");
  if (!account.banned) redirect("/");
  return (
    <PublicFrame
      title="This account may not manage rooms here."
      lead={
        <>
          An admin banned <Name>{account.name}</Name>. Your rooms stay as they are; ask an admin if
          you think this is a mistake.
        </>
      }
    >
      {account.banReason ? (
        <figure className={frameStyles.reason}>
          <figcaption>The reason they gave</figcaption>
          <blockquote>
            <Name dir="auto" hasLines>
              {account.banReason}
            </Name>
          </blockquote>
        </figure>
      ) : null}
      <FormButton action="/api/dashboard/sessions/sign-out" tall>
        Sign out
      </FormButton>
    </PublicFrame>
  );
}
