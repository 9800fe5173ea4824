import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/**
 * What an address says that leads nowhere, or to somebody else's: the same words for both.
 * @param isSignedIn false for somebody who has to sign in before the rooms can be shown
 */
export function NothingHere({ isSignedIn = true }: { isSignedIn?: boolean }) {
  return (
    <EmptyState
      art="missing"
      level={1}
      title="There is nothing here"
      actions={
        isSignedIn ? (
          <>
            <ButtonLink look="first" href="/rooms">
              Go to the rooms
            </ButtonLink>
            <ButtonLink href="/trash">Look in the trash</ButtonLink>
          </>
        ) : (
          <>
            <ButtonLink look="first" href="/sign-in">
              Sign in
            </ButtonLink>
            <ButtonLink href="/docs">Read the docs</ButtonLink>
          </>
        )
      }
    >
      The address may be mistyped, or what was here has left for good, or it was never yours.
    </EmptyState>
  );
}
