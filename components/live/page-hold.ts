/** A field in which somebody may be in the middle of something. A box whose choice takes effect at once, or that selects a row, is none. */
const FIELD =
  "input:not([data-at-once] [type=checkbox]):not([data-selectable] [type=checkbox]), textarea, select";

const STILL_MS = 400;

/** Whether somebody is using a message, a dialog, a menu or a field. A new version of the page would disturb them. */
export function isBusy(): boolean {
  return (
    document.querySelector(
      "[data-toast], [data-dialog]:target, dialog[open], details[data-menu][open]",
    ) !== null || document.activeElement?.matches(FIELD) === true
  );
}

/** Notices whether the page is touched: a finger or a mouse button is down, or it was scrolled or typed on a moment ago. */
export function watchTouches(): { isTouched(): boolean; quietMs(): number; stop(): void } {
  let isDown = false;
  let lastMs = Number.NEGATIVE_INFINITY;
  const options = { capture: true, passive: true } as const;
  const touch = () => {
    lastMs = performance.now();
  };
  const down = () => {
    isDown = true;
    touch();
  };
  const up = () => {
    isDown = false;
    touch();
  };
  const heard: [string, () => void][] = [
    ["pointerdown", down],
    ["pointerup", up],
    ["pointercancel", up],
    ["scroll", touch],
    ["wheel", touch],
    ["touchmove", touch],
    ["keydown", touch],
  ];
  for (const [name, listener] of heard) document.addEventListener(name, listener, options);
  const quietMs = () => performance.now() - lastMs;
  return {
    isTouched: () => isDown || quietMs() < STILL_MS,
    quietMs,
    stop() {
      for (const [name, listener] of heard) document.removeEventListener(name, listener, options);
    },
  };
}
