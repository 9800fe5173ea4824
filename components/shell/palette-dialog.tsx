"use client";

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import dialogStyles from "@/components/ui/dialog.module.css";
import linkStyles from "@/components/ui/link.module.css";
import { SharedIcon } from "@/components/ui/shared-icon";
import { LIMITS } from "@/lib/core/limits";
import { urlPart } from "@/lib/core/url-part";
import type { PaletteAnswer } from "@/lib/web/pages/search-rooms";
import styles from "./palette.module.css";
import { paletteLines } from "./palette-lines";
import { PaletteList } from "./palette-list";

const NOTHING: PaletteAnswer = { rooms: [], tally: "", none: "", leaving: 0 };
const NO_ANSWER = { answer: null, signIn: null };
const UNANSWERED = "The server does not answer. The search tries again.";
const WAIT_MS = 120;
/** How long the palette waits after a search without an answer before it asks again. */
const ASK_AGAIN_MS = 2_000;

/**
 * The dialog of the search palette. A native dialog keeps the focus; the arrow keys move through a listbox (ARIA combobox pattern).
 * @param asked how often it was asked for: each time it opens, with an empty field
 */
export function PaletteDialog({ isAdmin, asked }: { isAdmin: boolean; asked: number }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState(NOTHING);
  const [chosen, setChosen] = useState(0);
  const [isOpen, setOpen] = useState(false);
  /** The path of the sign-in page when the session has ended meanwhile. The typed text stays. */
  const [signIn, setSignIn] = useState<string | null>(null);
  /** Whether the server did not answer the last search, or was too busy for it. */
  const [isUnanswered, setUnanswered] = useState(false);

  useEffect(() => {
    if (asked === 0) return;
    setQuery("");
    setChosen(0);
    setUnanswered(false);
    setOpen(true);
    if (!dialog.current?.open) dialog.current?.showModal();
  }, [asked]);

  useEffect(() => {
    if (!isOpen) return;
    const control = new AbortController();
    let timer = setTimeout(ask, WAIT_MS);
    async function ask(): Promise<void> {
      const found = await search(query, control.signal).catch(() => NO_ANSWER);
      // Another text was typed meanwhile.
      if (control.signal.aborted) return;
      if (found.answer) setAnswer(found.answer);
      setSignIn(found.signIn);
      const isUnanswered = !found.answer && !found.signIn;
      setUnanswered(isUnanswered);
      if (isUnanswered) timer = setTimeout(ask, ASK_AGAIN_MS);
    }
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [query, isOpen]);

  const lines = useMemo(() => paletteLines(query, answer, isAdmin), [query, answer, isAdmin]);
  const at = Math.min(chosen, Math.max(lines.length - 1, 0));

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step && lines.length > 0) {
      event.preventDefault();
      setChosen((at + step + lines.length) % lines.length);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      setChosen(event.key === "Home" ? 0 : lines.length - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const line = lines[at];
      if (!line) return;
      if (event.ctrlKey || event.metaKey) {
        window.open(line.href, "_blank", "noopener");
        return;
      }
      dialog.current?.close();
      window.location.assign(line.href);
    }
  }

  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label="Search or jump to"
      // The event comes later than the closing. A key may have opened the dialog again meanwhile.
      onClose={() => setOpen(dialog.current?.open === true)}
      onPointerDown={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div className={dialogStyles.sheet}>
        <div className={styles.pq}>
          <SharedIcon name="search" />
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={lines.length > 0 ? `palette-${at}` : undefined}
            aria-autocomplete="list"
            aria-label="Search or jump to"
            placeholder="A room, an owner, a film or a page"
            autoComplete="off"
            spellCheck={false}
            // One more than the search accepts, so that the palette can say that a longer text is too long.
            maxLength={LIMITS.searchUnitsMax + 1}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
          <button type="button" className={styles.esc} onClick={() => dialog.current?.close()}>
            <kbd>Esc</kbd>
            <span className="sr-only">Close</span>
          </button>
        </div>
        {signIn ? (
          <p className={`${styles.pn} ${styles.isNone}`} role="alert">
            You are signed out, so no room is found.{" "}
            <a className={linkStyles.link} href={signIn}>
              Sign in again
            </a>
          </p>
        ) : null}
        <PaletteList
          lines={lines}
          none={isUnanswered ? UNANSWERED : query.trim() ? answer.none : ""}
          query={query}
          chosen={at}
          onFollow={() => dialog.current?.close()}
        />
        <div className={styles.pf} aria-hidden="true">
          <span>
            <kbd>↑</kbd>
            <kbd>↓</kbd> choose
          </span>
          <span>
            <kbd>↵</kbd> open
          </span>
          <span>
            <kbd>Ctrl</kbd>
            <kbd>↵</kbd> open in a new tab
          </span>
          <span>
            <kbd>?</kbd> all keys
          </span>
        </div>
      </div>
    </dialog>
  );
}

/** The search results, or the path of the sign-in page if the session has ended. */
async function search(
  query: string,
  signal: AbortSignal,
): Promise<{ answer: PaletteAnswer | null; signIn: string | null }> {
  const headers = { accept: "application/json" };
  const reply = await fetch(`/api/dashboard/search?q=${urlPart(query)}`, { signal, headers });
  return {
    answer: reply.ok ? ((await reply.json()) as PaletteAnswer) : null,
    signIn: reply.status === 401 ? await signInPlace(reply) : null,
  };
}

/** Reads the path of the sign-in page from a refusal. Only a path of our own is used. */
async function signInPlace(reply: Response): Promise<string> {
  const problem = (await reply.json().catch(() => ({}))) as { signIn?: unknown };
  const { signIn } = problem;
  return typeof signIn === "string" && signIn.startsWith("/sign-in") ? signIn : "/sign-in";
}
