"use client";

import buttonStyles from "@/components/ui/button.module.css";
import emptyStateStyles from "@/components/ui/empty-state.module.css";

import { Icon } from "@/components/ui/icon";
import { BellArt } from "@/components/ui/state-art";

/** What failures that pass say, by the code that their digest begins with; see lib/web/pages/for-page.ts. */
const PASSING: Record<string, string> = {
  unavailable: "The database does not answer just now. Try again in a moment.",
  overloaded: "Too many requests arrived at once. Try again in a moment.",
};

/**
 * What a page says when it could not be made: what happened, what it means, one next step, and the number the log knows it by.
 * @param what "The rooms could not be read"
 */
export function Failure({ what, error }: { what: string; error: Error & { digest?: string } }) {
  const { digest = "" } = error;
  const [code = "", id] = digest.split("/");
  const passing = PASSING[code];
  const line = passing ? id : digest;
  return (
    <div className={emptyStateStyles.quiet}>
      <BellArt />
      <h1 className={emptyStateStyles.quietTitle}>{what}</h1>
      <p>
        {passing ?? "Roomkeeper failed. The log says why."} Nothing is lost: game servers keep their
        saves and send them again.
      </p>
      <div className={buttonStyles.btns}>
        <button
          type="button"
          className={`${buttonStyles.btn} ${buttonStyles.isFirst}`}
          onClick={() => location.reload()}
        >
          <Icon name="rotate-cw" />
          Try again
        </button>
        <a className={`${buttonStyles.btn} ${buttonStyles.isBare}`} href="/api/health">
          Status
        </a>
      </div>
      {line ? (
        <p className={emptyStateStyles.foot}>
          In the log as <b>{line}</b>
        </p>
      ) : null}
    </div>
  );
}
