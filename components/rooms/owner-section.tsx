import { BanDialog } from "@/components/admin/ban-dialog";
import { ButtonLink } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import { urlPart } from "@/lib/core/url-part";
import type { RoomOwner } from "@/lib/people/read-owner";

/** Shows admins who opened the room and whether that person ever signed in, and links to the ban. */
export function OwnerSection({ owner, returnTo }: { owner: RoomOwner | null; returnTo: string }) {
  if (!owner) return null;
  const { id, name, rooms, hasSignedIn, bannedAt } = owner;
  const come = hasSignedIn ? "has signed in here" : "never signed in here";
  return (
    <Section title="Owner" note="Who opened the room. Their rooms stay when they are banned.">
      <div>
        <p>
          <b>
            <Name dir="auto">{name}</Name>
          </b>
          , Plex id {id}, {come} and has {counted(rooms, "open room")}.
          {bannedAt ? " The account is banned." : null}
        </p>
        <div className={`${buttonStyles.btns} ${buttonStyles.after}`}>
          {bannedAt ? (
            <ButtonLink icon="user" href={`/admin/people?q=${urlPart(id)}`}>
              Open the account
            </ButtonLink>
          ) : (
            <ButtonLink look="danger" icon="user-x" href={`#ban-${id}`}>
              Ban the owner
            </ButtonLink>
          )}
        </div>
        {bannedAt ? null : <BanDialog person={owner} made={owner.made} returnTo={returnTo} />}
      </div>
    </Section>
  );
}
