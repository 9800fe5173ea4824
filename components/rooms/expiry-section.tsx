import { ButtonLink, FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { Section } from "@/components/ui/section";
import { zonedTime } from "@/components/ui/time-text";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { ExpiryLine } from "./expiry-line";
import styles from "./expiry-section.module.css";
import { leavesSentence, ruleNote, whySentence } from "./expiry-text";
import { toldSentence } from "./told-text";

/** When a room leaves, why, and what can be done about it. */
export function ExpirySection({ visit, uses }: { visit: RoomVisit; uses: readonly number[] }) {
  const { room, facts, status, told } = visit;
  if (status !== "open") return null;
  return (
    <Section title="Expiry" note={ruleNote(room)} id="expiry" className={styles.expiry}>
      <div>
        <p className={styles.say}>
          {room.expiresAt ? (
            <time dateTime={room.expiresAt.toISOString()} title={zonedTime(room.expiresAt)}>
              {leavesSentence(room.expiresAt, facts.now)}
            </time>
          ) : (
            leavesSentence(null, facts.now)
          )}
        </p>
        <p className={styles.why}>{whySentence(room)}</p>
        {told ? <p className={styles.why}>{toldSentence(told)}</p> : null}
        <ExpiryLine room={room} now={facts.now} uses={uses} />
        <ExpiryButtons visit={visit} />
      </div>
    </Section>
  );
}

function ExpiryButtons({ visit: { room, mayChange } }: { visit: RoomVisit }) {
  if (!mayChange) return null;
  const returnTo = `/rooms/${room.id}/stay`;
  const extend = `/api/dashboard/rooms/${room.id}/extend`;
  const expiry = `/api/dashboard/rooms/${room.id}/expiry`;
  return (
    <div className={buttonStyles.btns}>
      {room.expiresAt ? (
        <>
          <FormButton action={extend} fields={{ days: 1, returnTo }}>
            Extend by a day
          </FormButton>
          <FormButton action={extend} fields={{ days: 7, returnTo }}>
            Extend by a week
          </FormButton>
          <FormButton action={extend} fields={{ days: 30, returnTo }}>
            Extend by a month
          </FormButton>
        </>
      ) : null}
      <ButtonLink look="bare" icon="calendar" href="#date">
        Pick a date
      </ButtonLink>
      <ButtonLink look="bare" icon="hourglass" href="#quiet">
        Set quiet days
      </ButtonLink>
      {room.expiryKind === "never" ? null : (
        <FormButton
          look="bare"
          icon="infinity"
          action={expiry}
          fields={{ kind: "never", returnTo }}
        >
          Keep for ever
        </FormButton>
      )}
      {room.expiryKind === "space" && !room.keepUntil ? null : (
        <FormButton look="bare" icon="house" action={expiry} fields={{ kind: "space", returnTo }}>
          Use the space’s rule
        </FormButton>
      )}
    </div>
  );
}
