"use client";

import { useEffect, useRef, useState } from "react";
import buttonStyles from "@/components/ui/button.module.css";
import { localSubscription, pushSupport, subscribeHere } from "./browser-push";
import styles from "./push-section.module.css";

const TEXT = {
  asking: "The browser has not said yet whether it has push messages. That needs scripts.",
  on: "This browser gets a message when a room of yours leaves soon.",
  off: "This browser gets no push messages.",
  lost: "This browser has forgotten its push messages. Turn them on again to get them.",
  insecure:
    "Browsers have push messages only on pages that are opened over HTTPS, or on localhost. This page was opened without it.",
  install:
    "On an iPhone or iPad, push messages work only from the Home Screen: open Share, choose “Add to Home Screen”, and open Roomkeeper there.",
  missing: "This browser has no push messages.",
  denied:
    "This browser is set to show no messages of Roomkeeper. Its settings for this site change that.",
  failed: "The browser’s push service could not be reached. Try again later.",
} as const;

type State = keyof typeof TEXT;

/**
 * Whether this browser gets push messages, and the button that turns them on. Only the browser knows whether it can.
 * @param isOn whether the server has a subscription of this browser
 */
export function PushHere({ publicKey, isOn }: { publicKey: string; isOn: boolean }) {
  const [state, setState] = useState<State>(isOn ? "on" : "asking");
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    let isShown = true;
    stateOf(isOn).then((found) => {
      if (isShown) setState(found);
    });
    return () => {
      isShown = false;
    };
  }, [isOn]);

  async function turnOn() {
    setIsBusy(true);
    const made = await subscribeHere(publicKey);
    setIsBusy(false);
    if (typeof made === "string") return setState(made);
    for (const [name, value] of Object.entries(made)) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    form.current?.submit();
  }

  const canTurnOn = state === "off" || state === "lost" || state === "failed";
  return (
    <>
      <p aria-live="polite">{TEXT[state]}</p>
      <form ref={form} className={styles.form} method="post" action="/api/dashboard/account/push">
        <input type="hidden" name="returnTo" value="/account#push" />
        <input type="hidden" name="endpoint" />
        <input type="hidden" name="p256dh" />
        <input type="hidden" name="auth" />
        {canTurnOn ? (
          <button type="button" className={buttonStyles.btn} disabled={isBusy} onClick={turnOn}>
            Turn on in this browser
          </button>
        ) : null}
      </form>
    </>
  );
}

async function stateOf(isOn: boolean): Promise<State> {
  const support = pushSupport();
  if (support !== "yes") return support;
  const local = await localSubscription();
  if (isOn) return local ? "on" : "lost";
  // The server does not know it, because the browser was signed out or turned off elsewhere.
  await local?.unsubscribe().catch(() => {});
  return "off";
}
