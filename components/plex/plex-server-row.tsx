import folkStyles from "@/components/people/folk.module.css";
import personLineStyles from "@/components/people/person-line.module.css";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuForm, MenuLink, MenuRule } from "@/components/ui/menu";
import { Name } from "@/components/ui/name";
import { ShownText } from "@/components/ui/shown-text";
import { TimeAgo, TimeUntil } from "@/components/ui/time";
import { shownText } from "@/lib/core/hidden-characters";
import { hostOfServer, type PlexServerSummary } from "@/lib/plex-servers/plex-server";
import styles from "./plex-server-row.module.css";
import { filmsText, isAtWork, serverName } from "./plex-text";

const FIELDS = { returnTo: "/admin/plex" };

/** One Plex server: its name, how many films it has, when it is read, its menu, and the progress or the problem of its reading. */
export function PlexServerRow({ server, atMs }: { server: PlexServerSummary; atMs: number }) {
  const { id, url, readAt, dueAt, startedAt, done, total, problem } = server;
  const name = serverName(server);
  const actions = `/api/dashboard/plex-servers/${id}`;
  const atWork = isAtWork(server, atMs);
  return (
    <li>
      <div className={personLineStyles.personLine}>
        <span className={folkStyles.glyph}>
          <Icon name={problem ? "triangle-alert" : "film"} />
        </span>
        <div>
          <b>
            <Name dir="auto">{name}</Name>
          </b>
          {server.name === null ? null : (
            <span>
              <Name dir="ltr">{hostOfServer(url)}</Name>
            </span>
          )}
        </div>
      </div>
      <span className={folkStyles.fact}>
        {filmsText(server)}
        {readAt ? (
          <small>
            read <TimeAgo at={readAt} />
          </small>
        ) : null}
      </span>
      <span className={folkStyles.fact}>
        {problem && !atWork ? (
          <span className={folkStyles.said}>Cannot be read</span>
        ) : atWork ? (
          "Being read"
        ) : (
          "Fine"
        )}
        {atWork ? null : (
          <small>
            again <TimeUntil at={dueAt} due="now" />
          </small>
        )}
      </span>
      <Menu label={`What to do about ${name}`}>
        <MenuForm action={`${actions}/read`} fields={FIELDS} icon="refresh-cw">
          Read it now
        </MenuForm>
        <MenuForm action={`${actions}/test`} fields={FIELDS} icon="check">
          Test the connection
        </MenuForm>
        <MenuLink href={`#change-${id}`} icon="pencil">
          Change
        </MenuLink>
        <MenuRule />
        <MenuLink href={`#remove-${id}`} icon="trash" tone="danger">
          Remove
        </MenuLink>
      </Menu>
      {problem && !atWork ? (
        <p className={folkStyles.why}>
          <ShownText text={problem} />
        </p>
      ) : null}
      {startedAt ? (
        // Without a value it shows that something is in progress, but not how much is done.
        <progress
          className={styles.progress}
          aria-label={`Reading ${shownText(name)}`}
          {...(total === null ? {} : { value: done, max: Math.max(total, 1) })}
        />
      ) : null}
    </li>
  );
}
