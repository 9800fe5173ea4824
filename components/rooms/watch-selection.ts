export interface Selection {
  /** The number of checked boxes on this page. */
  chosen: number;
  onPage: number;
  /** Whether all matching rooms are selected, also those on other pages. */
  all: boolean;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
    !(target instanceof HTMLInputElement && target.type === "checkbox")
  );
}

/**
 * Handles the check boxes of the list: the box in the head checks the page, Shift extends the selection from the last box, `x` checks the
 * focused room, `j` and `k` move the focus, Escape clears the selection.
 *
 * @param matching how many rooms the filter matches on all pages
 */
export function watchSelection(tell: (selection: Selection) => void, matching: number) {
  const boxes = () => [
    ...document.querySelectorAll<HTMLInputElement>('[data-row] input[name="room"]'),
  ];
  const head = document.querySelector<HTMLInputElement>("[data-select-all]");
  let all = false;
  let last: HTMLInputElement | null = null;

  // Without scripts the box in the head selects all matching rooms. With scripts it first selects this page, and its label says so.
  head?.removeAttribute("name");
  const label = document.querySelector("[data-select-text]");
  const onPage = boxes().length;
  if (label && onPage < matching) label.textContent = `Select all ${onPage} on this page`;

  function tellNow() {
    const every = boxes();
    const chosen = every.filter((box) => box.checked).length;
    if (chosen < every.length) all = false;
    if (head) {
      head.checked = chosen > 0 && chosen === every.length;
      head.indeterminate = chosen > 0 && chosen < every.length;
      if (all) head.name = "all";
      else head.removeAttribute("name");
    }
    tell({ chosen, onPage: every.length, all });
  }

  function setPage(checked: boolean) {
    for (const box of boxes()) box.checked = checked;
    tellNow();
  }

  function selectAll(checked: boolean) {
    all = checked;
    setPage(checked);
  }

  function onClick(event: MouseEvent) {
    const { target } = event;
    if (target === head && head) {
      all = false;
      setPage(head.checked);
      return;
    }
    if (!(target instanceof HTMLInputElement) || target.name !== "room") return;
    const every = boxes();
    if (event.shiftKey && last) {
      const [from, to] = [every.indexOf(last), every.indexOf(target)].sort((a, b) => a - b);
      for (const box of every.slice(from, (to ?? 0) + 1)) box.checked = target.checked;
    }
    last = target;
    tellNow();
  }

  function walk(step: number) {
    const links = [...document.querySelectorAll<HTMLElement>("[data-row] a[data-room]")];
    const row = document.activeElement?.closest("[data-row]");
    const at = links.findIndex((link) => row?.contains(link));
    const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open], [data-dialog]:target, details[data-menu][open]"))
      return;
    const box = document.activeElement
      ?.closest("[data-row]")
      ?.querySelector<HTMLInputElement>('input[name="room"]');
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "x") box?.click();
    else if (event.key === "Escape") selectAll(false);
  }

  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  tellNow();
  return {
    selectAll,
    /** Call this when the rows of the page may be others. */
    count: tellNow,
    clear: () => selectAll(false),
    stop() {
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKey);
    },
  };
}
