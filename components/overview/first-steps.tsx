import { ButtonLink } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { EmptyState } from "@/components/ui/empty-state";
import saidStyles from "@/components/ui/said.module.css";
import { Section } from "@/components/ui/section";
import type { Overview } from "@/lib/web/pages/load-overview";
import styles from "./first-steps.module.css";

/** What an admin does next while no game server has used its token yet. */
export function SetupStep({ setup }: { setup: Overview["setup"] }) {
  if (!setup) return null;
  const isMade = setup === "use-token";
  return (
    <Section title="Next step" note="Until a game server saves its first room.">
      <div>
        <p className={styles.say}>
          {isMade ? "A token waits for its game server." : "No game server has a token yet."}
        </p>
        <p className={`${saidStyles.said} ${styles.said}`}>
          {isMade
            ? "No token was used so far. Give it to MovieMatch with this address, and its rooms are kept here from the next save on."
            : "Make a token for a space, give it to MovieMatch with this address, and its rooms are kept here."}
        </p>
        <div className={`${buttonStyles.btns} ${buttonStyles.isAfter}`}>
          <ButtonLink look="first" href={isMade ? "/docs/moviematch" : "/admin/tokens"}>
            {isMade ? "How to connect MovieMatch" : "Make a token"}
          </ButtonLink>
          <ButtonLink look="bare" href={isMade ? "/admin/tokens" : "/docs/moviematch"}>
            {isMade ? "See the tokens" : "How to connect MovieMatch"}
          </ButtonLink>
        </div>
      </div>
    </Section>
  );
}

/** The overview of somebody who has no room yet. */
export function NoRoomsYet({ inTrash }: { inTrash: number }) {
  return (
    <EmptyState
      art="hooks"
      title={inTrash > 0 ? "No rooms open" : "No rooms yet"}
      actions={
        <>
          <ButtonLink look="first" href="/docs/moviematch">
            Connect MovieMatch
          </ButtonLink>
          {inTrash > 0 ? (
            <ButtonLink look="bare" href="/trash">
              Look in the trash
            </ButtonLink>
          ) : (
            <ButtonLink look="bare" href="/docs/moviematch#missing">
              A room is missing?
            </ButtonLink>
          )}
        </>
      }
    >
      Open one in MovieMatch while signed in with Plex, and it appears here a moment later.
    </EmptyState>
  );
}
