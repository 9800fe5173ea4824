"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import filtersStyles from "@/components/ui/filters.module.css";
import { SharedIcon } from "@/components/ui/shared-icon";
import styles from "./docs-search.module.css";
import { type DocsEntry, type FoundEntry, searchDocs } from "./search-docs";

const SHOWN_MAX = 8;

/**
 * The search field of the docs. The key `/` moves the focus here, a list opens while the user types, and the arrow keys move
 * through it (ARIA combobox pattern). The index is fetched once, when the field first gets the focus. Without scripts the form
 * opens a page of results.
 */
export function DocsSearch() {
  const field = useRef<HTMLInputElement>(null);
  const [entries, setEntries] = useState<readonly DocsEntry[] | null>(null);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const found = entries ? searchDocs(entries, query, SHOWN_MAX) : [];
  const isListed = isOpen && query.trim() !== "" && entries !== null;

  useEffect(() => {
    // In the capture phase, because on these pages `/` opens this search and not the palette.
    const onKey = (event: globalThis.KeyboardEvent) => {
      const { target } = event;
      const isTyping = target instanceof Element && target.matches("input, textarea, select");
      const isElsewhere = document.querySelector("dialog[open], [data-dialog]:target") !== null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping || isElsewhere) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, []);

  async function fetchPlaces() {
    setOpen(true);
    if (entries) return;
    const reply = await fetch("/docs/search/index.json").catch(() => null);
    if (reply?.ok) setEntries((await reply.json()) as DocsEntry[]);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setOpen(true);
      setChosen((chosen + step + found.length) % found.length);
    } else if (event.key === "Enter" && found[chosen]) {
      event.preventDefault();
      setOpen(false);
      window.location.assign(found[chosen].entry.href);
    } else if (event.key === "Escape") {
      setOpen(false);
      setChosen(-1);
    }
  }

  return (
    <search className={styles.docsSearch}>
      <form method="get" action="/docs/search">
        <label className={filtersStyles.find}>
          <SharedIcon name="search" />
          <input
            ref={field}
            type="search"
            name="q"
            role="combobox"
            aria-expanded={isListed}
            aria-controls="docs-found"
            aria-activedescendant={isListed && found[chosen] ? `docs-found-${chosen}` : undefined}
            aria-autocomplete="list"
            aria-label="Search the docs"
            aria-keyshortcuts="/"
            placeholder="Search the docs"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={query}
            onFocus={fetchPlaces}
            onBlur={() => setOpen(false)}
            onChange={(event) => {
              setQuery(event.target.value);
              setChosen(-1);
              setOpen(true);
            }}
            onKeyDown={onKeyDown}
          />
          <kbd>/</kbd>
        </label>
      </form>
      <div
        className={styles.docsFound}
        id="docs-found"
        role="listbox"
        aria-label="Found"
        hidden={!isListed}
      >
        {found.map((one, index) => (
          <FoundLine key={one.entry.href} found={one} index={index} isChosen={index === chosen} />
        ))}
        {found.length === 0 ? <p>No page contains “{query.trim()}”.</p> : null}
      </div>
    </search>
  );
}

function FoundLine(props: { found: FoundEntry; index: number; isChosen: boolean }) {
  const { entry, excerpt } = props.found;
  return (
    <a
      id={`docs-found-${props.index}`}
      role="option"
      aria-selected={props.isChosen}
      tabIndex={-1}
      href={entry.href}
      // Without this the field would lose the focus at the click, and the list would close before the click is handled.
      onMouseDown={(event) => event.preventDefault()}
    >
      <b>{entry.title}</b>
      {entry.title === entry.page ? null : <small>{entry.page}</small>}
      <span>{excerpt}</span>
    </a>
  );
}
