import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function NoWebhookYet({ hasSpaces }: { hasSpaces: boolean }) {
  return (
    <EmptyState
      art="hooks"
      title="No webhook yet."
      actions={
        hasSpaces ? (
          <ButtonLink href="#new-webhook" icon="plus" look="first">
            New webhook
          </ButtonLink>
        ) : (
          <ButtonLink href="/admin/tokens">Open a space first</ButtonLink>
        )
      }
    >
      A game server can follow events with the client. For any other program, enter an address here.
      It receives a signed message whenever something happens to a room.
    </EmptyState>
  );
}
