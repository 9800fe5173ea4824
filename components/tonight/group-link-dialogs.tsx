import { CopyField } from "@/components/admin/copy-field";
import { Button, ButtonLink, FormButton, HiddenFields } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { ChoiceField } from "@/components/ui/field";
import linkStyles from "@/components/ui/link.module.css";
import { QrCode } from "@/components/ui/qr-code";
import { timeUntil, zonedTime } from "@/components/ui/time-text";
import { now } from "@/lib/core/clock";
import type { LinkSettings } from "@/lib/match/group-link/group-link";
import styles from "./group-link-dialogs.module.css";
import { SendLink } from "./send-link";

/** The link of a room, as its owner sees it. */
export interface GroupLinkView {
  roomId: string;
  roomName: string;
  /** Null while no link is on. */
  link: (LinkSettings & { address: string | null }) | null;
}

const ENDS = [
  { value: "tomorrow", label: "Tomorrow, 12:00" },
  { value: "week", label: "In a week" },
  { value: "month", label: "In 30 days" },
];
const NAMES = [
  { value: "no", label: "Only how many" },
  { value: "yes", label: "First names" },
];

/** The dialogs of the link for the group: to make one, to show the one that is on, and to change it. */
export function GroupLinkDialogs({ view }: { view: GroupLinkView }) {
  const { link } = view;
  return link ? (
    <>
      <ShowLink view={view} link={link} />
      <ChangeLink view={view} showsNames={link.showsNames} />
    </>
  ) : (
    <MakeLink view={view} />
  );
}

function pathOf(roomId: string, verb: string): string {
  return `/api/dashboard/rooms/${roomId}/${verb}`;
}

function MakeLink({ view: { roomId, roomName } }: { view: GroupLinkView }) {
  return (
    <Dialog
      id="link"
      roomName={roomName}
      title="A link for the group"
      text="Everybody who has it can see the list, without signing in. It shows the films and how many said yes, and nothing else of the room."
    >
      <form method="post" action={pathOf(roomId, "make-link")}>
        <HiddenFields fields={{ returnTo: `/rooms/${roomId}` }} />
        <ChoiceField name="end" label="Works until" options={ENDS} chosen={["tomorrow"]} />
        <ChoiceField name="names" label="Who said yes" options={NAMES} chosen={["no"]} />
        <DialogButtons>
          <ButtonLink href="#main" closes>
            Not now
          </ButtonLink>
          <Button look="first" icon="link">
            Make the link
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function ShowLink({
  view: { roomId },
  link,
}: {
  view: GroupLinkView;
  link: NonNullable<GroupLinkView["link"]>;
}) {
  const { address, endsAt, showsNames } = link;
  return (
    <Dialog
      id="link"
      title="A link for the group"
      text={
        address === null
          ? "This link works, but it was made with a former secret of this Roomkeeper and cannot be shown again. Make a new one under “Change it”."
          : "Point a camera here, or send it."
      }
    >
      <div className={styles.shown}>
        {address === null ? null : <QrCode text={address} label="QR code of the link" />}
        <div>
          <dl>
            <div>
              <dt>Works until</dt>
              <dd>
                {zonedTime(endsAt, "short")}
                <small>{timeUntil(endsAt, now())}, or until the room is closed</small>
              </dd>
            </div>
            <div>
              <dt>Who said yes</dt>
              <dd>{showsNames ? "First names" : "Only how many"}</dd>
            </div>
          </dl>
          <a className={linkStyles.link} href="#change-link">
            Change it
          </a>
        </div>
      </div>
      {address === null ? null : (
        <div className={styles.copy}>
          <CopyField value={address} label="The link" />
        </div>
      )}
      <div className={`${buttonStyles.btns} ${styles.acts}`}>
        <FormButton
          look="bare"
          action={pathOf(roomId, "switch-off-link")}
          fields={{ returnTo: `/rooms/${roomId}` }}
        >
          Switch off
        </FormButton>
        <ButtonLink href="#main" closes>
          Close
        </ButtonLink>
        {address === null ? null : <SendLink address={address} />}
      </div>
    </Dialog>
  );
}

function ChangeLink({
  view: { roomId, roomName },
  showsNames,
}: {
  view: GroupLinkView;
  showsNames: boolean;
}) {
  return (
    <Dialog
      id="change-link"
      roomName={roomName}
      title="Change the link"
      text="Whoever has the link sees the change at once. A new link has another address, and the old one ends."
    >
      <form method="post" action={pathOf(roomId, "change-link")}>
        <HiddenFields fields={{ returnTo: `/rooms/${roomId}` }} />
        <ChoiceField
          name="end"
          label="Works until"
          options={[{ value: "same", label: "As it is" }, ...ENDS]}
          chosen={["same"]}
        />
        <ChoiceField
          name="names"
          label="Who said yes"
          options={NAMES}
          chosen={[showsNames ? "yes" : "no"]}
        />
        <DialogButtons>
          <ButtonLink href="#link">Leave it as it is</ButtonLink>
          <Button icon="rotate-cw" formAction={pathOf(roomId, "make-link")}>
            Make a new one
          </Button>
          <Button look="first">Save</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
