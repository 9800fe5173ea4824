import { FormButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import liveStyles from "@/components/ui/live.module.css";
import { TimeAgo } from "@/components/ui/time";
import { deviceText } from "@/lib/sessions/device-text";
import type { ListedSession } from "@/lib/sessions/list-sessions";
import folkStyles from "./folk.module.css";
import personLineStyles from "./person-line.module.css";

/** The browsers that are signed in. This one is marked; each of the others has a button that signs it out. */
export function SessionList({
  sessions,
  current,
}: {
  sessions: readonly ListedSession[];
  current: string;
}) {
  return (
    <ul className={`${folkStyles.folk} ${folkStyles.ofBrowsers}`}>
      {sessions.map((session) => {
        const device = deviceText(session.userAgent);
        const here = session.id === current;
        return (
          <li key={session.id}>
            <div className={personLineStyles.personLine}>
              <span className={folkStyles.glyph}>
                <Icon name={device.phone ? "smartphone" : "monitor"} />
              </span>
              <div>
                <b>
                  {device.text}
                  {session.isNew && !here ? (
                    <span className={personLineStyles.isNew}>New</span>
                  ) : null}
                </b>
                <span>
                  {session.method === "link" ? "By the console’s link" : "With Plex"}, since{" "}
                  <TimeAgo at={session.createdAt} />
                </span>
              </div>
            </div>
            <span className={folkStyles.fact}>
              {here ? (
                <span className={liveStyles.live}>This browser</span>
              ) : (
                <>
                  Seen <TimeAgo at={session.lastSeenAt} />
                </>
              )}
            </span>
            <span className={folkStyles.end}>
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
