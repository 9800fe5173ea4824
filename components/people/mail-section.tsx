import { Button, FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { TextField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import { absoluteTime } from "@/components/ui/time-text";
import type { AskedAddress, MailChoice } from "@/lib/warnings/read-mail-choice";
import styles from "./mail-section.module.css";

/** How the account is told that a room of it leaves soon, and whether and where by e-mail. */
export function MailSection({ choice }: { choice: MailChoice }) {
  const { isServerSet, plexAddress, ownAddress, isWanted, asked } = choice;
  const hasAddress = plexAddress !== null || ownAddress !== null;
  return (
    <Section
      id="mail"
      title="Rooms that leave"
      note="The overview names your rooms that leave within a week, with a badge on every page."
    >
      <div>
        <p>
          <MailText choice={choice} />
        </p>
        {asked ? <AskedText asked={asked} isServerSet={isServerSet} /> : null}
        <div className={`${buttonStyles.btns} ${buttonStyles.after}`}>
          {isServerSet && hasAddress ? (
            <FormButton
              action="/api/dashboard/account/mail"
              fields={{ mail: isWanted ? "off" : "on", returnTo: "/account#mail" }}
            >
              {isWanted ? "No mails" : "Tell me by e-mail"}
            </FormButton>
          ) : null}
          {ownAddress !== null || asked ? (
            <FormButton
              action="/api/dashboard/account/address/remove"
              fields={{ returnTo: "/account#mail" }}
            >
              {ownAddress === null ? "Forget this address" : "Remove my own address"}
            </FormButton>
          ) : null}
        </div>
        {isServerSet ? <AddressForm hasAddress={hasAddress} /> : null}
      </div>
    </Section>
  );
}

function MailText({ choice }: { choice: MailChoice }) {
  const { isServerSet, plexAddress, ownAddress, isWanted } = choice;
  const own = ownAddress === null ? null : <Name>{ownAddress}</Name>;
  if (!isServerSet) {
    const text =
      "Mail is not set up on this Roomkeeper, so no mails are sent, and no address can be given here.";
    return own ? (
      <>
        {text} It still stores the address that you gave: {own}.
      </>
    ) : (
      text
    );
  }
  if (!isWanted) return "You get no mails about rooms that leave.";
  if (own) return <>You are also told by e-mail, at {own}, the address that you gave.</>;
  if (plexAddress === null) {
    return "Plex named no mail address at your last sign-in, so you get no mails. You can give one here.";
  }
  return (
    <>
      You are also told by e-mail, at <Name>{plexAddress}</Name>, the address that Plex named.
    </>
  );
}

/** What has become of the mail that asks whether an address is right. */
function AskedText({ asked, isServerSet }: { asked: AskedAddress; isServerSet: boolean }) {
  const { address, endsAt, state, problem } = asked;
  const name = <Name>{address}</Name>;
  if (state === "failed") {
    return (
      <p className={styles.asked} role="alert">
        The mail to {name} could not be sent. {problem}
      </p>
    );
  }
  const isSent = state === "sent";
  return (
    <p className={styles.asked}>
      {isSent ? (
        <>
          A mail with a link was sent to {name}. The address is used once you have opened the link
          and pressed its button, until {absoluteTime(endsAt, "short")}.
        </>
      ) : isServerSet ? (
        <>
          A mail with a link to {name} waits to be sent. {problem}
        </>
      ) : (
        <>{name} waits to be confirmed.</>
      )}
    </p>
  );
}

function AddressForm({ hasAddress }: { hasAddress: boolean }) {
  return (
    <form className={styles.form} method="post" action="/api/dashboard/account/address">
      <input type="hidden" name="returnTo" value="/account#mail" />
      <TextField
        id="account-address"
        name="address"
        type="email"
        label={hasAddress ? "Another address" : "Your address"}
        hint="It gets a mail with a link, and is used only after that. Nobody else sees it."
        maxLength={254}
        autoComplete="email"
        required
      />
      <Button>Send the link</Button>
    </form>
  );
}
