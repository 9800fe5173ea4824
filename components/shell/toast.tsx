import { HiddenFields } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { ShownText } from "@/components/ui/shown-text";
import styles from "./toast.module.css";
import { ToastTimer } from "./toast-timer";

export interface ToastMessage {
  message: string;
  tone?: "done" | "problem";
  /** The name of the cookie that contained the message. */
  cookie: string;
  /** The form that undoes the change. */
  undo?: { action: string; fields: Record<string, string> };
}

/**
 * The message of the last form, at the foot of the page. Without scripts it stays until the next page. With scripts it can be closed, and
 * it disappears after a while unless the pointer or the focus is on it.
 */
export function Toast({ flash }: { flash: ToastMessage | null }) {
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {flash ? (
        <ToastTimer problem={flash.tone === "problem"} cookie={flash.cookie}>
          {flash.tone === "problem" ? <Icon name="triangle-alert" /> : null}
          <p>
            <ShownText text={flash.message} />
          </p>
          {flash.undo ? (
            <form method="post" action={flash.undo.action}>
              <HiddenFields fields={flash.undo.fields} />
              <button type="submit">
                <Icon name="undo-2" />
                Undo
              </button>
            </form>
          ) : null}
        </ToastTimer>
      ) : null}
    </div>
  );
}
