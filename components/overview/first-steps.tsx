import { pagesOfList } from "@/components/rooms/kinds/pages-of";
import { ButtonLink } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { EmptyState } from "@/components/ui/empty-state";
import saidStyles from "@/components/ui/said.module.css";
import { Section } from "@/components/ui/section";
import type { Overview } from "@/lib/web/pages/load-overview";
import styles from "./first-steps.module.css";

/** What an admin does next while no game server has used its token yet. */
export function SetupStep({ setup, kinds }: Pick<Overview, "setup" | "kinds">) {
  if (!setup) return null;
  const { server } = pagesOfList(kinds);
  const isMade = setup === "use-token";
  return (
    <Section title="Next step" note="Until a game server saves its first room.">
      <div>
        <p className={styles.say}>
          {isMade ? "A token waits for its game server." : "No game server has a token yet."}
        </p>
        <p className={`${saidStyles.said} ${styles.said}`}>
          {isMade
            ? `No token was used so far. Give it to ${server.name} with this address, and its rooms are kept here from the next save on.`
            : `Make a token for a space, give it to ${server.name} with this address, and its rooms are kept here.`}
        </p>
        <div className={`${buttonStyles.btns} ${buttonStyles.isAfter}`}>
          <ButtonLink look="first" href={isMade ? server.docsHref : "/admin/tokens"}>
            {isMade ? `How to connect ${server.name}` : "Make a token"}
          </ButtonLink>
          <ButtonLink look="bare" href={isMade ? "/admin/tokens" : server.docsHref}>
            {isMade ? "See the tokens" : `How to connect ${server.name}`}
          </ButtonLink>
        </div>
      </div>
    </Section>
  );
}

/** The overview of somebody who has no room yet. */
export function NoRoomsYet({ inTrash, kinds }: { inTrash: number; kinds: readonly string[] }) {
  const { server } = pagesOfList(kinds);
  return (
    <EmptyState
      art="hooks"
      title={inTrash > 0 ? "No rooms open" : "No rooms yet"}
      actions={
        <>
          <ButtonLink look="first" href={server.docsHref}>
            Connect {server.name}
          </ButtonLink>
          {inTrash > 0 ? (
            <ButtonLink look="bare" href="/trash">
              Look in the trash
            </ButtonLink>
          ) : (
            <ButtonLink look="bare" href={server.missingHref}>
              A room is missing?
            </ButtonLink>
          )}
        </>
      }
    >
      {server.howToOpen}
    </EmptyState>
  );
}
