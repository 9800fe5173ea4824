import { FormButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { RoomName } from "@/components/ui/room-name";
import { ShownText } from "@/components/ui/shown-text";
import { AbsoluteTime, TimeAgo, TimeUntil } from "@/components/ui/time";
import { counted } from "@/lib/core/counted";
import type { AttemptLine, DeliveryLine } from "@/lib/webhooks/list-deliveries";
import { TEST_TYPE } from "@/lib/webhooks/webhook";
import styles from "./delivery-list.module.css";
import { answerText } from "./delivery-text";
import { STATE_TEXT } from "./webhook-text";

/** The messages of a webhook. Each can be opened and then shows its attempts, the answers, and a button that sends it again. */
export function DeliveryList({
  webhookId,
  items,
  isOn,
  returnTo,
}: {
  webhookId: string;
  items: readonly DeliveryLine[];
  isOn: boolean;
  returnTo: string;
}) {
  return (
    <ul className={styles.messages}>
      {items.map((item) => (
        <li key={item.id}>
          <details>
            <summary>
              <span className={styles.what}>
                <b>{item.type === TEST_TYPE ? "Test" : item.type}</b>
                {item.roomName === null ? null : <RoomName name={item.roomName} />}
              </span>
              <span className={styles.when}>
                <TimeAgo at={item.at} />
              </span>
              <State item={item} />
              <Icon name="chevron-down" />
            </summary>
            <div className={styles.inside}>
              <p>
                <code>{item.id}</code>
                {item.nextAttemptAt ? (
                  <>
                    , next attempt <TimeUntil at={item.nextAttemptAt} due="in a moment" />
                  </>
                ) : null}
              </p>
              <Attempts log={item.log} />
              {isOn ? (
                <FormButton
                  action={`/api/dashboard/webhooks/${webhookId}/replay`}
                  fields={{ deliveryId: item.id, returnTo }}
                  icon="rotate-cw"
                >
                  {item.state === "pending" ? "Send it now" : "Send it again"}
                </FormButton>
              ) : null}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

function State({ item }: { item: DeliveryLine }) {
  const { state, attempts } = item;
  return (
    <span className={state === "failed" ? `${styles.went} ${styles.isFailed}` : styles.went}>
      {state === "pending" ? null : <Icon name={state === "delivered" ? "check" : "x"} />}
      {STATE_TEXT[state]}
      <small>
        {answerText(item)}
        {attempts > 1 ? `, ${counted(attempts, "attempt")}` : ""}
      </small>
    </span>
  );
}

function Attempts({ log }: { log: readonly AttemptLine[] }) {
  if (log.length === 0) return null;
  return (
    <ol className={styles.attempts}>
      {log.map((attempt) => (
        <li key={attempt.at}>
          <p>
            <AbsoluteTime at={attempt.at} as="short" />
            <span>{attempt.error ?? `It answered ${attempt.status}.`}</span>
            <small>{attempt.tookMs.toLocaleString("en-US")} ms</small>
          </p>
          {attempt.response ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            <pre tabIndex={0} dir="auto">
              <ShownText text={attempt.response} hasLines />
            </pre>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
