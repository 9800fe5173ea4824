import { Fragment } from "react";
import folkStyles from "@/components/people/folk.module.css";
import { quietPeriodEnd, startsAgain } from "@/components/rooms/quiet-period";
import { ButtonLink } from "@/components/ui/button";
import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import { AbsoluteTime } from "@/components/ui/time";
import { counted } from "@/lib/core/counted";
import { shownText } from "@/lib/core/hidden-characters";
import type { Space } from "@/lib/spaces/space";
import type { TokenSummary } from "@/lib/tokens/token";
import { NewTokenDialog } from "./new-token-dialog";
import { RevokeDialog } from "./revoke-dialog";
import { RotateDialog } from "./rotate-dialog";
import { RulesDialog } from "./rules-dialog";
import styles from "./space-section.module.css";
import { TokenExpiryDialog } from "./token-expiry-dialog";
import { TokenRow } from "./token-row";

/** One space: its rules in a sentence, and its tokens. */
export function SpaceSection({ space, tokens }: { space: Space; tokens: readonly TokenSummary[] }) {
  const { id, name, createdAt } = space;
  const live = tokens.filter(({ isLive }) => isLive);
  return (
    <>
      <Section
        title={<Name dir="auto">{name}</Name>}
        note={
          <>
            Open since <AbsoluteTime at={createdAt} as="short" />
          </>
        }
      >
        <div>
          <div className={styles.rules}>
            <p>{rulesText(space)}</p>
            <a className={linkStyles.link} href={`#rules-${id}`}>
              Change the rules
            </a>
          </div>
          {tokens.length > 0 ? (
            <ul className={folkStyles.folk} aria-label={`Tokens of ${shownText(name)}`}>
              {tokens.map((token) => (
                <TokenRow key={token.id} token={token} />
              ))}
            </ul>
          ) : (
            <p className="text-ink-2">No token opens this space yet.</p>
          )}
          <div className={folkStyles.footAct}>
            <ButtonLink href={`#token-${id}`} icon="key">
              New token
            </ButtonLink>
          </div>
        </div>
      </Section>
      <RulesDialog space={space} />
      <NewTokenDialog space={space} />
      {live.map((token) => (
        <Fragment key={token.id}>
          <RotateDialog token={token} />
          <TokenExpiryDialog token={token} />
          <RevokeDialog token={token} />
        </Fragment>
      ))}
    </>
  );
}

function limitsText({ roomsMax, roomsPerOwnerMax }: Space): string {
  const inAll = roomsMax === null ? "" : `${counted(roomsMax, "room")} in all`;
  const each =
    roomsPerOwnerMax === null ? "" : `${counted(roomsPerOwnerMax, "room")} of one person`;
  if (!inAll && !each) return "";
  return ` At most ${[inAll, each].filter(Boolean).join(" and ")} may be open at once.`;
}

function rulesText(space: Space): string {
  const { idleDays, trashDays, warnDays } = space;
  const days = (count: number) => (count === 1 ? "one day" : `${count} days`);
  const leaves =
    idleDays === null
      ? "Rooms stay for ever unless somebody deletes them or picks a date."
      : `A room leaves ${quietPeriodEnd(days(idleDays))}. ${startsAgain(days(idleDays))}.`;
  // A room is not announced before half of its quiet period is over (`lib/warnings/warn-rooms.ts`).
  const lead = idleDays === null ? warnDays : Math.min(warnDays, idleDays / 2);
  const warning = `${idleDays === null ? "A date" : "That"} is announced ${lead < 1 ? "half a day" : days(lead)} before.`;
  const grace = `A change of these rules makes no room leave within ${days(warnDays)}.`;
  return `${leaves} ${warning} The trash keeps it for ${days(trashDays)} more. ${grace}${limitsText(space)}`;
}
