import type { ReactNode } from "react";
import { FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import { zonedTime } from "@/components/ui/time-text";
import type { MailLinkVisit } from "@/lib/web/pages/load-mail-link";
import { PublicFrame } from "./public-frame";
import frameStyles from "./public-frame.module.css";

type Act = "keep" | "let-go" | "quiet";

const LABEL: Record<Act, string> = {
  keep: "Keep it for another month",
  "let-go": "Let it go now",
  quiet: "No more of these by e-mail",
};

/** What the links of a mail lead to: the buttons, or what has become of the room. */
export function MailLink({ mail, code, act }: { mail: MailLinkVisit; code: string; act: unknown }) {
  const room = (
    <>
      “<Name>{mail.roomName}</Name>”
    </>
  );
  const button = (what: Act, isFirst: boolean) => (
    <FormButton
      action="/api/dashboard/leaving"
      fields={{ code, act: what, returnTo: `/leaving?act=${what}&code=${code}` }}
      look={isFirst ? "first" : "soft"}
      tall
    >
      {LABEL[what]}
    </FormButton>
  );
  const foot = (
    <a className={linkStyles.link} href={`/rooms/${mail.roomId}`}>
      Look at the room (you sign in first)
    </a>
  );
  if (act === "quiet") {
    return (
      <PublicFrame
        title={mail.wantsMail ? "No more mails?" : "No more mails"}
        lead={
          mail.wantsMail
            ? "You are then told in the overview only that a room of yours leaves soon."
            : "You are told in the overview only that a room of yours leaves soon. Under Account you can turn the mails on again."
        }
        foot={foot}
      >
        {mail.wantsMail ? button("quiet", true) : null}
      </PublicFrame>
    );
  }
  if (mail.state !== "open") {
    return <PublicFrame title={titleOf(mail, room)} lead={<StateText mail={mail} />} foot={foot} />;
  }
  const isLetGo = act === "let-go";
  return (
    <PublicFrame
      title={isLetGo ? <>Let {room} go?</> : <>Keep {room}?</>}
      lead={`It leaves on ${zonedTime(mail.leavesAt, "moment", mail.zone)}.`}
      foot={foot}
    >
      <div className={buttonStyles.btns}>
        {button(isLetGo ? "let-go" : "keep", true)}
        {button(isLetGo ? "keep" : "let-go", false)}
      </div>
      <p className={frameStyles.fine}>
        Nothing happens until you press a button. A room that you let go waits in the trash, where
        you can restore it.
      </p>
    </PublicFrame>
  );
}

function titleOf({ state, usedFor }: MailLinkVisit, room: ReactNode): ReactNode {
  if (state === "used") return usedFor === "keep" ? <>{room} is kept</> : <>{room} has left</>;
  return state === "late" ? <>{room} has left</> : "Nothing to decide any more";
}

function StateText({ mail }: { mail: MailLinkVisit }) {
  const { state, usedFor, usedAt, expiresAt, leavesAt, zone } = mail;
  const at = (moment: Date) => zonedTime(moment, "moment", zone);
  const leaves = expiresAt ? `It leaves on ${at(expiresAt)}.` : "It is kept for ever.";
  if (state === "used") {
    const what = usedFor === "keep" ? "kept it for another month" : "let it go";
    const when = usedAt ? ` on ${at(usedAt)}` : "";
    const then = usedFor === "keep" ? leaves : "It can be restored from the trash.";
    return `This mail’s link ${what}${when}, and works once. ${then}`;
  }
  if (state === "late") {
    return "It is in the trash, so this link does nothing any more. Sign in to restore it.";
  }
  if (state === "moved") {
    return `It no longer leaves on ${at(leavesAt)}, so this link does nothing any more. ${leaves}`;
  }
  return "The room belongs to somebody else now, so this link does nothing any more.";
}
