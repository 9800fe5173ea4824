import { FormButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import linkStyles from "@/components/ui/link.module.css";
import { TimeAgo } from "@/components/ui/time";
import { counted } from "@/lib/core/counted";
import { deviceText } from "@/lib/sessions/device-text";
import type { NewSignIn } from "@/lib/sessions/read-new-sign-in";
import styles from "./new-sign-in-notice.module.css";

export type { NewSignIn } from "@/lib/sessions/read-new-sign-in";

/** Tells the viewer that another browser signed in to the account, until the viewer confirms it in this browser. */
export function NewSignInNotice({ userAgent, method, createdAt, more }: NewSignIn) {
  const others = more > 0 ? ` and ${counted(more, "more browser")}` : "";
  return (
    <aside className={styles.news} aria-label="New sign-in">
      <div className={styles.newsIn}>
        <Icon name="info" />
        <p>
          <b>{deviceText(userAgent).text}</b>
          {others} signed in as you{method === "link" ? " by the console’s link" : ""},{" "}
          <TimeAgo at={createdAt} />.{" "}
          <a className={linkStyles.link} href="/account">
            Not you? Look at your browsers
          </a>
        </p>
        <FormButton action="/api/dashboard/sessions/acknowledge" look="soft">
          That was me
        </FormButton>
      </div>
    </aside>
  );
}
