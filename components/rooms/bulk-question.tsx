import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import dialogStyles from "@/components/ui/dialog.module.css";
import { ChoiceField } from "@/components/ui/field";
import { KeyTag } from "@/components/ui/key-tag";
import { Crumb } from "@/components/ui/page-head";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { RoomName } from "@/components/ui/room-name";
import type { BulkPage } from "@/lib/web/pages/load-bulk";
import styles from "./bulk-question.module.css";
import { bulkText, refusedText } from "./bulk-text";
import { EXTENSIONS } from "./extend-dialog";
import { lossesOf } from "./kinds/pages-of";

/** The page that asks before rooms are changed: how many change, how many stay as they are and why, and a way back. */
export function BulkQuestion({ page }: { page: BulkPage }) {
  const { action, preview, returnTo } = page;
  const text = bulkText(action, preview.would);
  const isLoss = action === "expire" || action === "delete";
  const canGo = preview.would > 0;
  return (
    <div className={styles.question}>
      <Crumb href={returnTo} label="Back to the list" />
      <h1>{canGo ? text.title : "Nothing to change"}</h1>
      <p className={pageHeadStyles.lead}>
        {canGo ? text.text : "None of the chosen rooms can be changed so."}
      </p>
      <Names page={page} />
      <Numbers page={page} isLoss={isLoss} />
      <form method="post" action="/api/dashboard/rooms/bulk">
        <HiddenFields fields={page.fields} />
        {page.roomIds.map((id) => (
          <input key={id} type="hidden" name="room" value={id} />
        ))}
        {action === "extend" && canGo ? (
          <ChoiceField name="days" label="By how much" options={EXTENSIONS} chosen={["7"]} />
        ) : null}
        <div className={`${buttonStyles.btns} ${buttonStyles.isAfter}`}>
          {canGo ? <Button look={action === "delete" ? "final" : "first"}>{text.go}</Button> : null}
          <ButtonLink href={returnTo}>{canGo ? text.keep : "Back to the list"}</ButtonLink>
        </div>
      </form>
    </div>
  );
}

function Names({ page }: { page: BulkPage }) {
  const others = page.chosen - page.names.length;
  if (page.names.length === 0) return null;
  return (
    <ul className={styles.questionRooms}>
      {page.names.map((room) => (
        <li key={room.id}>
          <KeyTag name={room.name} size="small" />
          <span dir="auto">
            <RoomName name={room.name} />
          </span>
          {room.kindLabel ? <small className="text-ink-3">{room.kindLabel}</small> : null}
        </li>
      ))}
      {others > 0 ? (
        <li className={`text-ink-3 ${styles.faint}`}>and {others.toLocaleString("en-US")} more</li>
      ) : null}
    </ul>
  );
}

function Numbers({ page, isLoss }: { page: BulkPage; isLoss: boolean }) {
  const { preview, action } = page;
  const lines = [
    ...(isLoss && preview.inUse > 0 ? [["In use just now", preview.inUse] as const] : []),
    ...(isLoss
      ? lossesOf(preview.kinds, preview).map(({ what, figure }) => [what, figure] as const)
      : []),
    ...preview.refused.map(
      ({ code, count }) => [`Left as they are: ${refusedText(code, action)}`, count] as const,
    ),
    ...(page.isTooMany ? [["More match; at most this many at once", page.chosen] as const] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className={`${dialogStyles.losses} ${styles.losses}`}>
      {lines.map(([what, figure]) => (
        <li key={what}>
          <span>{what}</span>
          <b>{figure.toLocaleString("en-US")}</b>
        </li>
      ))}
    </ul>
  );
}
