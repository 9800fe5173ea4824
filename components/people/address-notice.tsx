"use client";

import { useEffect, useState } from "react";
import linkStyles from "@/components/ui/link.module.css";
import { Notice } from "./notice";

/**
 * Tells a visitor who opened another address than the public one. Only the browser knows its address for sure, because a proxy may
 * change the Host header.
 */
export function AddressNotice({ publicOrigin }: { publicOrigin: string }) {
  const [isElsewhere, setElsewhere] = useState(false);
  useEffect(() => {
    setElsewhere(window.location.origin !== publicOrigin);
  }, [publicOrigin]);
  if (!isElsewhere) return null;
  return (
    <Notice>
      This Roomkeeper is at{" "}
      <a className={linkStyles.link} href={`${publicOrigin}/`}>
        {publicOrigin}
      </a>
      . Sign in there.
    </Notice>
  );
}
