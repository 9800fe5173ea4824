import { FormButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { TimeAgo } from "@/components/ui/time";
import { deviceText } from "@/lib/sessions/device-text";
import type { ListedSession } from "@/lib/sessions/list-sessions";

/** The browsers that are signed in, this one marked, each of the others with its way out. */
export function SessionList({
  sessions,
  current,
}: {
  sessions: readonly ListedSession[];
  current: string;
}) {
  return (
    <ul className="folk of-browsers">
      {sessions.map((session) => {
        const device = deviceText(session.userAgent);
        const here = session.id === current;
        return (
          <li key={session.id}>
            <div className="person-line">
              <span className="glyph">
                <Icon name={device.phone ? "smartphone" : "monitor"} />
              </span>
              <div>
                <b>
                  {device.words}
                  {session.isNew && !here ? <span className="is-new">New</span> : null}
                </b>
                <span>
                  {session.method === "link" ? "By the console’s link" : "With Plex"}, since{" "}
                  <TimeAgo at={session.createdAt} />
                </span>
              </div>
            </div>
            <span className="fact">
              {here ? (
                <span className="live">This browser</span>
              ) : (
                <>
                  Seen <TimeAgo at={session.lastSeenAt} />
                </>
              )}
            </span>
            <span className="end">
              {here ? null : (
                <FormButton
                  action="/api/dashboard/sessions/sign-out-others"
                  fields={{ session: session.id, returnTo: "/account" }}
                  look="soft"
                >
                  Sign out
                </FormButton>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
