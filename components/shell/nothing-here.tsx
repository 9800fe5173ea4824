import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/**
 * The not-found text: the same for unknown addresses and for other people's rooms.
 * @param isSignedIn false for a visitor who must sign in to see rooms
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
      The address may be mistyped, what was here may be deleted for good, or it may belong to
      somebody else.
    </EmptyState>
  );
}
