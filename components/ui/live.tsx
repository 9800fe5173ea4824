import { shownText } from "@/lib/core/hidden-characters";
import { Icon } from "./icon";

/** In use now: the green dot that breathes, and the word. */
export function Live({ children = "Live" }: { children?: React.ReactNode }) {
  return <span className="live">{children}</span>;
}

/** Locked, with who did it on hover. */
export function Locked({ by }: { by?: string | null }) {
  return (
    <span className="state" title={by ? `Locked by ${shownText(by)}` : undefined}>
      <Icon name="lock" />
      Locked
    </span>
  );
}
