"use client";

import { type ReactNode, useEffect, useState } from "react";
import { SharedIcon } from "@/components/ui/shared-icon";
import toastStyles from "./toast.module.css";

const STAYS_MS = 12_000;

/**
 * Deletes the message's cookie, so that the message is shown once, and hides the toast after a while, unless the pointer or the focus is on
 * it.
 */
export function ToastTimer({
  problem,
  cookie,
  children,
}: {
  problem: boolean;
  cookie: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(true);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
    document.cookie = `${cookie}=; Path=/; Max-Age=0; SameSite=Lax${cookie.startsWith("__Host-") ? "; Secure" : ""}`;
  }, [cookie]);

  useEffect(() => {
    if (!open || busy || problem) return;
    const timer = setTimeout(() => setOpen(false), STAYS_MS);
    return () => clearTimeout(timer);
  }, [open, busy, problem]);

  if (!open) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that somebody is at it
    <div
      className={toastStyles.toast}
      data-toast={problem ? "problem" : "done"}
      onPointerEnter={() => setBusy(true)}
      onPointerLeave={() => setBusy(false)}
      onFocus={() => setBusy(true)}
      onBlur={() => setBusy(false)}
    >
      {children}
      <button type="button" className={toastStyles.close} onClick={() => setOpen(false)}>
        <SharedIcon name="x" />
        <span className="sr-only">Close</span>
      </button>
    </div>
  );
}
