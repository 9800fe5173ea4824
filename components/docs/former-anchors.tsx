"use client";

import { useEffect } from "react";

/** Redirects old links into the one-page reference to the pages of today. Renders nothing. */
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
