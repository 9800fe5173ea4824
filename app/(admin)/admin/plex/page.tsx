import { JobRefresh } from "@/components/live/job-refresh";
import folkStyles from "@/components/people/folk.module.css";
import { NewPlexServerDialog } from "@/components/plex/new-plex-server-dialog";
import { PlexServerDialogs } from "@/components/plex/plex-server-dialogs";
import { PlexServerRow } from "@/components/plex/plex-server-row";
import { isAtWork } from "@/components/plex/plex-text";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Name } from "@/components/ui/name";
import { PageHead } from "@/components/ui/page-head";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { Section } from "@/components/ui/section";
import { now } from "@/lib/core/clock";
import { shownText } from "@/lib/core/hidden-characters";
import { listPlexServers } from "@/lib/plex-servers/list-plex-servers";
import { listSpaces } from "@/lib/spaces/list-spaces";
import { forPage } from "@/lib/web/pages/for-page";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { contextOf, requireAdmin } from "@/lib/web/pages/viewer";

export const generateMetadata = titleForAdmins("Plex servers");

const REFRESH_MS = 1_000;

export default async function PlexPage() {
  const ctx = contextOf(await requireAdmin("/admin/plex"));
  const [spaces, servers] = await forPage(() =>
    Promise.all([listSpaces(ctx), listPlexServers(ctx)]),
  );
  const atMs = now().getTime();
  const atWork = servers.some((server) => isAtWork(server, atMs));
  const failing = servers.filter(({ problem }) => problem !== null).length;
  const add = (
    <ButtonLink href="#new-plex-server" icon="plus" look="first">
      Add a Plex server
    </ButtonLink>
  );
  return (
    <>
      <JobRefresh atWork={atWork} everyMs={REFRESH_MS} />
      {atWork ? (
        <noscript>
          <meta httpEquiv="refresh" content="2" />
        </noscript>
      ) : null}
      <PageHead
        title="Plex servers"
        lead={
          <>
            The rooms of a space show the titles and posters of its Plex servers.{" "}
            {failing > 0 ? (
              <span className={pageHeadStyles.warn}>
                {failing} of {servers.length} cannot be read.
              </span>
            ) : (
              "Each server is read every night, and when you ask for it."
            )}
          </>
        }
        actions={spaces.length > 0 && servers.length > 0 ? add : null}
      />
      {servers.length === 0 ? (
        <EmptyState
          art="hooks"
          title="No Plex server yet."
          actions={
            spaces.length > 0 ? (
              add
            ) : (
              <ButtonLink href="/admin/tokens">Open a space first</ButtonLink>
            )
          }
        >
          Add the server that has your films, and rooms show titles and posters instead of ids. Only
          Roomkeeper talks to it; no visitor’s browser does.
        </EmptyState>
      ) : null}
      {spaces
        .filter(({ id }) => servers.some(({ spaceId }) => spaceId === id))
        .map(({ id, name }) => (
          <Section key={id} title={<Name dir="auto">{name}</Name>}>
            <ul className={folkStyles.folk} aria-label={`Plex servers of ${shownText(name)}`}>
              {servers
                .filter(({ spaceId }) => spaceId === id)
                .map((server) => (
                  <PlexServerRow key={server.id} server={server} atMs={atMs} />
                ))}
            </ul>
          </Section>
        ))}
      {spaces.length > 0 ? <NewPlexServerDialog spaces={spaces} /> : null}
      {servers.map((server) => (
        <PlexServerDialogs key={server.id} server={server} />
      ))}
    </>
  );
}
