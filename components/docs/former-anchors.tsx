"use client";

import { useEffect } from "react";

/** Leads from places of the reference when it was one page to where they are now. Draws nothing. */
export function FormerAnchors({ places }: { places: Readonly<Record<string, string>> }) {
  useEffect(() => {
    const follow = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const place = Object.hasOwn(places, id) ? places[id] : undefined;
      if (place && !document.getElementById(id)) location.replace(place);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [places]);
  return null;
}
