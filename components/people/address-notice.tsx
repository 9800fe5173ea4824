"use client";

import { useEffect, useState } from "react";
import { Notice } from "./notice";

/** Says so to whoever opened another address than the public one. Only the browser knows for sure where it is: a proxy may rename. */
export function AddressNotice({ publicOrigin }: { publicOrigin: string }) {
  const [isElsewhere, setElsewhere] = useState(false);
  useEffect(() => {
    setElsewhere(window.location.origin !== publicOrigin);
  }, [publicOrigin]);
  if (!isElsewhere) return null;
  return (
    <Notice>
      This Roomkeeper is at{" "}
      <a className="link" href={`${publicOrigin}/`}>
        {publicOrigin}
      </a>
      . Sign in there.
    </Notice>
  );
}
