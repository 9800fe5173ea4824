import { FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import type { MailChoice } from "@/lib/warnings/read-mail-choice";

/** How the account is told that a room of it leaves soon, and whether by e-mail. */
export function MailSection({ choice }: { choice: MailChoice }) {
  const { isServerSet, address, isWanted } = choice;
  return (
    <Section
      id="mail"
      title="Rooms that leave"
      note="The overview names your rooms that leave within a week, with a badge on every page."
    >
      <div>
        <p>
          {!isServerSet ? (
            "This Roomkeeper sends no mail, so you are told in the overview only."
          ) : address === null ? (
            "Plex named no mail address at your last sign-in, so you are told in the overview only. Sign in again to have it asked for."
          ) : isWanted ? (
            <>
              You are also told by e-mail, at <Name>{address}</Name>, the address that Plex named.
            </>
          ) : (
            "You get no mails, and are told in the overview only."
          )}
        </p>
        {isServerSet && address !== null ? (
          <div className={`${buttonStyles.btns} ${buttonStyles.after}`}>
            <FormButton
              action="/api/dashboard/account/mail"
              fields={{ mail: isWanted ? "off" : "on", returnTo: "/account#mail" }}
            >
              {isWanted ? "No mails" : "Tell me by e-mail"}
            </FormButton>
          </div>
        ) : null}
      </div>
    </Section>
  );
}
