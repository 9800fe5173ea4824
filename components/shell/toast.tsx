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
  /** A form that takes it back. */
  undo?: { action: string; fields: Record<string, string> };
}

/**
 * What the last form has to say, at the foot of the page. Without a script it stands there until the next page; with one it
 * can be closed, and goes by itself unless somebody is at it.
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
