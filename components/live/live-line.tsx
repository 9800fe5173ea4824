"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "@/components/ui/live.module.css";
import { Name } from "@/components/ui/name";
import { clockText, useLiveSince } from "./live-mark";

const NEWS_MS = 8_000;

export interface LiveNews {
  /** Another one for each piece of news. */
  id: string;
  text: string;
}

/**
 * The line of a room that says how it is used. News of the room stands there for eight seconds, one at a time, and is announced
 * politely. Without a connection the dot is hollow, and the line says since when.
 */
export function LiveLine({
  news,
  timeZone,
  children,
}: {
  news: LiveNews | null;
  timeZone: string;
  children: ReactNode;
}) {
  const since = useLiveSince();
  const isLost = typeof since === "number";
  const shown = useNews(news);
  const lostText = isLost ? `Not live since ${clockText(since, timeZone)}` : "";
  return (
    <>
      <span className={`${styles.live} ${isLost ? styles.isLost : ""}`} data-live="">
        {isLost ? lostText : shown ? <Name>{shown.text}</Name> : children}
      </span>
      <span role="status" className="sr-only">
        {isLost ? lostText : (shown?.text ?? "")}
      </span>
    </>
  );
}

/** The news to show now: the newest one, for eight seconds each. What the page showed from the start is no news. */
function useNews(news: LiveNews | null): LiveNews | null {
  const [shown, setShown] = useState<LiveNews | null>(null);
  const seen = useRef(news?.id);
  useEffect(() => {
    if (shown || !news || news.id === seen.current) return;
    seen.current = news.id;
    setShown(news);
  }, [shown, news]);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), NEWS_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return shown;
}

/** For a room that is not in use: nothing, or since when the page is not live. */
export function LiveLost({ timeZone }: { timeZone: string }) {
  const since = useLiveSince();
  const text = typeof since === "number" ? `Not live since ${clockText(since, timeZone)}` : "";
  return (
    <>
      {text ? (
        <span className={`${styles.live} ${styles.isLost}`} data-live="">
          {text}
        </span>
      ) : null}
      <span role="status" className="sr-only">
        {text}
      </span>
    </>
  );
}
