import { FormButton } from "@/components/ui/button";
import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import type { AddressLinkVisit } from "@/lib/web/pages/load-address-link";
import { PublicFrame } from "./public-frame";
import frameStyles from "./public-frame.module.css";

/** What the link of a mail leads to that asks whether an address is right: the button, or what has become of the link. */
export function AddressLink({ link, code }: { link: AddressLinkVisit; code: string }) {
  const foot = (
    <a className={linkStyles.link} href="/account#mail">
      Go to the account (you sign in first)
    </a>
  );
  const address = <Name>{link.masked}</Name>;
  if (link.state === "used") {
    const lead = (
      <>
        Mails for <Name>{link.personName}</Name> go to {address}. This link works once, and was
        used.
      </>
    );
    return <PublicFrame title="The address is confirmed" lead={lead} foot={foot} />;
  }
  if (link.state === "late") {
    const lead = "A link works for a day. Under Account you can ask for another mail.";
    return <PublicFrame title="This link has ended" lead={lead} foot={foot} />;
  }
  return (
    <PublicFrame
      title="Is this your address?"
      lead={
        <>
          The account <Name>{link.personName}</Name> wants to be told at {address} when a room of it
          leaves soon.
        </>
      }
      foot={foot}
    >
      <FormButton
        action="/api/dashboard/confirm-address"
        fields={{ code, returnTo: `/confirm-address?code=${code}` }}
        look="first"
        tall
      >
        Confirm the address
      </FormButton>
      <p className={frameStyles.fine}>
        Nothing happens until you press the button. If you do not know this account, close the page.
      </p>
    </PublicFrame>
  );
}
