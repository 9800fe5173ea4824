"use client";

import { useEffect, useState } from "react";
import buttonStyles from "@/components/ui/button.module.css";
import { SharedIcon } from "@/components/ui/shared-icon";

/** Opens the share sheet of a phone with the link. Where the browser has none, and without scripts, there is no button. */
export function SendLink({ address }: { address: string }) {
  const [canSend, setCanSend] = useState(false);
  useEffect(() => setCanSend(typeof navigator.share === "function"), []);
  if (!canSend) return null;
  const send = () => {
    // Somebody who closes the sheet without sending has refused nothing.
    navigator.share({ title: "What to watch tonight", url: address }).catch(() => {});
  };
  return (
    <button type="button" className={buttonStyles.btn} onClick={send}>
      <SharedIcon name="share-2" />
      Send
    </button>
  );
}
