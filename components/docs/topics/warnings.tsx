import { LIMITS } from "@/lib/core/limits";
import { Command } from "../command";
import { topicHref } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";

/** The docs page for admins: how owners and game servers are told that a room leaves, and how to set up mail. */
export function Warnings({ address }: DocsProps) {
  return (
    <>
      <DocsSection id="when" title="When a room is announced">
        <p>
          Each space has days of warning (Admin, Spaces and tokens; seven unless changed). A room is
          announced so many days before it leaves, but not before half of its quiet days are over.
          Each time at which a room leaves is announced once: a room that is used or extended leaves
          at a later time, and that time is announced when it is near.
        </p>
        <p>
          While Roomkeeper is stopped it announces nothing. A room whose time passes meanwhile goes
          to the trash at the next start, where it can be restored.
        </p>
      </DocsSection>
      <DocsSection id="ways" title="Who is told, and how">
        <ul>
          <li>
            Owners see their rooms that leave within a week in the overview, as a badge on every
            page and in the search.
          </li>
          <li>
            Owners get an e-mail, if a mail server is set, if Plex named an address when they signed
            in or they gave one themselves, and if they have not turned mails off.
          </li>
          <li>
            Owners get a push message in each browser in which they turned it on, under Account.
          </li>
          <li>
            Game servers get the event <code>room.expiring</code> by{" "}
            <a href={topicHref("events")}>GET /api/v1/events</a> and by{" "}
            <a href="/docs/webhooks">webhooks</a>.
          </li>
        </ul>
        <p>
          The history of each room says when it was announced, when the mail server took the mail or
          refused it, when a push service took the message or refused it, and when the owner saw it
          in the overview.
        </p>
      </DocsSection>
      <DocsSection id="mail" title="Set up mail">
        <p>
          Set three variables, in <code>.env</code> or in the environment, and start Roomkeeper
          again. The mails have links, so they need the address at which people open Roomkeeper.
        </p>
        <Command language="text" title=".env">
          {[
            `PUBLIC_URL=${address}`,
            "SMTP_URL=smtp://user:password@mail.example.org:587",
            "SMTP_FROM=Roomkeeper <rooms@example.org>",
          ].join("\n")}
        </Command>
        <p>
          <code>smtp://</code> uses STARTTLS if the server offers it; <code>?requireTLS=true</code>{" "}
          at the end insists on it. <code>smtps://</code> is encrypted from the start. An address of
          an account is stored only while these variables are set, at the next sign-in of its
          person. The password is in no log, no page and no backup.
        </p>
        <p>
          A mail that the server cannot take now is tried again, up to {LIMITS.mailAttemptsMax}{" "}
          attempts within nine hours. An address that it refuses is not tried again. Admin, Jobs,
          shows what was sent and what went wrong. One person gets at most{" "}
          {LIMITS.mailsPerPersonDayMax} mails a day; the overview names the other rooms.
        </p>
      </DocsSection>
      <DocsSection id="address" title="Another address">
        <p>
          Under Account, anybody can give another address than Plex’s. It gets a mail with a link,
          and is used after the button of the page behind the link was pressed; the link ends after{" "}
          {LIMITS.addressLinkHours} hours. The mail does not contain the name of the account,
          because it may go to a stranger. Within a day, at most {LIMITS.addressMailsPerPersonMax}{" "}
          of these mails are sent for one person, {LIMITS.addressMailsPerNetworkMax} for one
          network, and {LIMITS.addressMailsPerAddressMax} to one address. The log and the history
          name addresses as <code>m•••@example.org</code>. Addresses are in backups, and are erased
          with the account.
        </p>
      </DocsSection>
      <DocsSection id="push" title="Push messages">
        <p>
          They need no setting. Browsers have them only on pages that are opened over HTTPS, or on
          localhost; iPhones and iPads only after Roomkeeper was added to the Home Screen.
          Roomkeeper sends a message to the push service of the browser’s maker, so it must be able
          to reach the internet. The message is encrypted for the browser, and names the room, when
          it leaves, and its page. Before it is sent, the room is read again: a room that was
          extended meanwhile sends none.
        </p>
        <p>
          A push service must be on the public internet, as a webhook’s receiver. A message that it
          cannot take now is tried again, up to {LIMITS.pushAttemptsMax} attempts within two hours;
          a browser that wants no more is forgotten. One person may turn it on in{" "}
          {LIMITS.pushBrowsersPerPersonMax} browsers; one browser gets at most{" "}
          {LIMITS.pushesPerBrowserDayMax} messages a day. It ends when the browser is signed out,
          and when its account is banned or erased. The key pair is made when it is first used, is
          stored encrypted, and is in no backup: after a restore, people turn the messages on again.
        </p>
      </DocsSection>
      <DocsSection id="links" title="The links of a mail">
        <p>
          They extend the room by a month, or delete it now. Each opens a page with a button,
          because some programs open the links of mails. The links of one mail work once, without a
          sign-in, and not after the room has left or was extended. Another link, and the button of
          the mail program, end the mails.
        </p>
      </DocsSection>
    </>
  );
}
