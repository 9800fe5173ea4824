import type { ReactNode } from "react";
import buttonStyles from "./button.module.css";
import styles from "./dialog.module.css";
import { KeyTag } from "./key-tag";

/**
 * A dialog that opens by its address: link to `#id`, close it with `DialogClose`. It works without scripts. With scripts,
 * components/shell/menus-and-dialogs.tsx moves the focus into it, keeps it there and closes it on Escape. On a phone it is a sheet at the
 * foot of the screen.
 *
 *
 *
 * @param roomName puts that room's key-tag beside the question
 *
 *
 * @param losses what is lost or stays, in numbers: pairs of a label and a number
 *
 *
 * @param children the form or the fields; put the buttons into `DialogButtons`, the safe choice first
 */
export function Dialog({
  id,
  title,
  text,
  roomName,
  losses,
  children,
}: {
  id: string;
  title: ReactNode;
  text?: ReactNode;
  roomName?: string;
  losses?: readonly { what: ReactNode; figure: ReactNode }[];
  children: ReactNode;
}) {
  return (
    <div className={`${styles.scrim} ${styles.isTarget}`} id={id} data-dialog="">
      <div
        className={styles.sheet}
        role="dialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        tabIndex={-1}
      >
        <div className={styles.top}>
          {roomName === undefined ? null : <KeyTag name={roomName} />}
          <div>
            <h2 id={`${id}-title`}>{title}</h2>
            {text ? <p className={styles.txt}>{text}</p> : null}
          </div>
        </div>
        {losses ? (
          <ul className={styles.losses}>
            {losses.map((loss, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, drawn once on the server
              <li key={index}>
                <span>{loss.what}</span>
                <b>{loss.figure}</b>
              </li>
            ))}
          </ul>
        ) : null}
        {children}
      </div>
    </div>
  );
}

/** The buttons of a dialog. First the safe choice, named by its effect ("Keep it"), then the action. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className={`${buttonStyles.btns} ${styles.end}`}>{children}</div>;
}

/** The button that closes a dialog without a change, named by its effect ("Keep it"). */
export function DialogClose({ children }: { children: ReactNode }) {
  return (
    <a className={buttonStyles.btn} href="#main" data-close="">
      {children}
    </a>
  );
}
