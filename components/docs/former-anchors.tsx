"use client";

import { useEffect } from "react";

/** Redirects old links into the one-page reference to the pages of today. Renders nothing. */
export function FormerAnchors({ addresses }: { addresses: Readonly<Record<string, string>> }) {
  useEffect(() => {
    const follow = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const address = Object.hasOwn(addresses, id) ? addresses[id] : undefined;
      if (address && !document.getElementById(id)) location.replace(address);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [addresses]);
  return null;
}
