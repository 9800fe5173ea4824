import { ICON_PATHS, type IconName } from "./icon-paths";

/** A Lucide icon beside words (never instead of them, but for more, close and trash). Hidden from screen readers. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      className={className ? `i ${className}` : "i"}
      viewBox="0 0 24 24"
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is our own table of drawings, never input
      dangerouslySetInnerHTML={{ __html: ICON_PATHS[name] }}
    />
  );
}
