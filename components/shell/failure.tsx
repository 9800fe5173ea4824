"use client";

import buttonStyles from "@/components/ui/button.module.css";
import emptyStateStyles from "@/components/ui/empty-state.module.css";
import { BellArt } from "@/components/ui/state-art";

/** The texts for temporary failures, by the code with which their digest begins; see lib/web/pages/for-page.ts. */
const PASSING: Record<string, string> = {
  unavailable: "The database does not answer just now. Try again in a moment.",
  overloaded: "Too many requests arrived at once. Try again in a moment.",
};

/**
 * The page for an unexpected failure: what happened, what it means, one next step, and the digest under which it is in the log.
 *
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
