import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

/** One sentence that must be read before anything else: what went wrong, and what to do about it. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div className="notice" role="alert">
      <Icon name="info" />
      <p>{children}</p>
    </div>
  );
}
