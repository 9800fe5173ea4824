import { FormButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { PushChoice } from "@/lib/push/read-push-choice";
import { deviceText } from "@/lib/sessions/device-text";
import { PushHere } from "./push-here";
import styles from "./push-section.module.css";

/** Which browsers get a push message when a room of the account leaves soon, and whether this one does. */
export function PushSection({ choice }: { choice: PushChoice }) {
  const here = choice.browsers.find(({ isThis }) => isThis);
  const others = choice.browsers.filter(({ isThis }) => !isThis);
  return (
    <Section
      id="push"
      title="Push messages"
      note="A browser can show that a room of yours leaves, also while Roomkeeper is closed. It stops when the browser is signed out."
    >
      <div>
        <PushHere publicKey={choice.publicKey} isOn={here !== undefined} />
        {here ? (
          <div className={styles.off}>
            <TurnOff id={here.id}>Turn off in this browser</TurnOff>
          </div>
        ) : null}
        {others.length > 0 ? (
          <ul className={styles.others}>
            {others.map(({ id, userAgent }) => (
              <li key={id}>
                <span>{deviceText(userAgent).text} gets them, too.</span>
                <TurnOff id={id}>Turn off</TurnOff>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Section>
  );
}

function TurnOff({ id, children }: { id: string; children: string }) {
  return (
    <FormButton
      action="/api/dashboard/account/push/remove"
      fields={{ id, returnTo: "/account#push" }}
    >
      {children}
    </FormButton>
  );
}
