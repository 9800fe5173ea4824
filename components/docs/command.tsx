/** Lines to copy, as they are. Wide ones scroll on their own, also by keyboard. */
export function Command({ children }: { children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <pre className="command" tabIndex={0}>
      <code>{children}</code>
    </pre>
  );
}
