import type { Metadata } from "next";
import { EraseDialog } from "@/components/people/erase-dialog";
import folkStyles from "@/components/people/folk.module.css";
import { MailSection } from "@/components/people/mail-section";
import { PersonLine } from "@/components/people/person-line";
import frameStyles from "@/components/people/public-frame.module.css";
import { PushSection } from "@/components/people/push-section";
import { SessionList } from "@/components/people/session-list";
import { ZoneSection } from "@/components/people/zone-section";
import { ButtonLink, FormButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import { CONSOLE_ID } from "@/lib/core/person";
import { readPushChoice } from "@/lib/push/read-push-choice";
import { listSessions } from "@/lib/sessions/list-sessions";
import { readMailChoice } from "@/lib/warnings/read-mail-choice";
import { forPage } from "@/lib/web/pages/for-page";
import { contextOf, requireViewer } from "@/lib/web/pages/viewer";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const viewer = await requireViewer("/account");
  const ctx = contextOf(viewer);
  const [sessions, mail, push] = await forPage(() =>
    Promise.all([listSessions(ctx), readMailChoice(ctx), readPushChoice(ctx, viewer)]),
  );
  const isConsole = viewer.id === CONSOLE_ID;
  const role = viewer.role === "admin" ? "an admin" : "a room owner";
  return (
    <>
      <PageHead
        title="Account"
        lead={
          <>
            You are <b>{role}</b> here, signed in on <b>{counted(sessions.length, "browser")}</b>.
          </>
        }
      />
      <Section
        title="Who you are"
        note={
          isConsole
            ? "The admin account for one-time links. It has no Plex account."
            : "From Plex, as it was at your last sign-in."
        }
      >
        <div>
          <PersonLine
            name={viewer.name}
            note={
              isConsole
                ? "From the console’s one-time link"
                : `@${viewer.username} · Plex id ${viewer.id}`
            }
          />
          <div className={frameStyles.notYou}>
            <span>Not you?</span>
            <FormButton action="/api/dashboard/sessions/sign-out" look="bare">
              Sign out and use another account
            </FormButton>
          </div>
        </div>
      </Section>
      <Section
        title="Browsers"
        note="A browser stays signed in for 30 days. Signing one out takes effect at once."
      >
        <div>
          <SessionList sessions={sessions} current={viewer.sessionId} />
          {sessions.length > 1 ? (
            <div className={folkStyles.footAct}>
              <FormButton
                action="/api/dashboard/sessions/sign-out-others"
                fields={{ returnTo: "/account" }}
                icon="log-out"
              >
                Sign out all others
              </FormButton>
            </div>
          ) : null}
        </div>
      </Section>
      <ZoneSection shown={viewer.timeZone} chosen={viewer.timeZoneChosen} />
      <MailSection choice={mail} />
      <PushSection choice={push} />
      <Section title="Your data" note="What Roomkeeper stores about you, and how to erase it.">
        <div className={pageHeadStyles.acts}>
          <ButtonLink href="/api/dashboard/account/export" icon="download" download>
            Download my data
          </ButtonLink>
          {isConsole ? null : (
            <ButtonLink href="#erase" look="danger">
              Erase my account data
            </ButtonLink>
          )}
        </div>
      </Section>
      <EraseDialog name={viewer.name} browsers={sessions.length} />
    </>
  );
}
