import { NewToken } from "@/components/admin/new-token";
import { SpaceSection } from "@/components/admin/space-section";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/field";
import { PageHead } from "@/components/ui/page-head";
import { counted } from "@/lib/core/counted";
import { listSpaces } from "@/lib/spaces/list-spaces";
import { listTokens } from "@/lib/tokens/list-tokens";
import { readShownToken } from "@/lib/web/forms/shown-token";
import { forPage } from "@/lib/web/pages/for-page";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { contextOf, requireAdmin } from "@/lib/web/pages/viewer";

export const generateMetadata = titleForAdmins("Spaces and tokens");

export default async function TokensPage() {
  const viewer = await requireAdmin("/admin/tokens");
  const ctx = contextOf(viewer);
  const [spaces, tokens, shown] = await forPage(() =>
    Promise.all([listSpaces(ctx), listTokens(ctx), readShownToken()]),
  );
  const live = tokens.filter(({ isLive }) => isLive);
  return (
    <>
      <PageHead
        title="Spaces and tokens"
        lead={
          <>
            Each game server keeps its rooms in a space, under that space’s rules, and uses a token
            to access it. <b>{tokensText(live.length)}</b> can be used now.
          </>
        }
        actions={
          <ButtonLink href="#new-space" icon="plus">
            New space
          </ButtonLink>
        }
      />
      {shown ? <NewToken {...shown} /> : null}
      {spaces.length === 0 ? (
        <EmptyState art="hooks" title="No space yet.">
          Open one for your first game server, then make it a token.
        </EmptyState>
      ) : null}
      {spaces.map((space) => (
        <SpaceSection
          key={space.id}
          space={space}
          tokens={tokens.filter(({ spaceId }) => spaceId === space.id)}
        />
      ))}
      <Dialog
        id="new-space"
        title="Open a new space"
        text="A space has the rooms of one game server: room names are unique in it, and its tokens access nothing else."
      >
        <form method="post" action="/api/dashboard/spaces">
          <input type="hidden" name="returnTo" value="/admin/tokens" />
          <TextField id="space-name" name="name" label="Name" maxLength={100} required />
          <DialogButtons>
            <DialogClose>Not now</DialogClose>
            <Button look="first">Open it</Button>
          </DialogButtons>
        </form>
      </Dialog>
    </>
  );
}

function tokensText(count: number): string {
  if (count === 0) return "No token";
  return counted(count, "token");
}
