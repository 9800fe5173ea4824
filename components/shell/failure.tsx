"use client";

import { Icon } from "@/components/ui/icon";
import { BellArt } from "@/components/ui/state-art";

/**
 * What a page says when it could not be made: what happened, what it means, one next step, and the number the log knows it by.
 * @param what "The rooms could not be read"
 */
export function Failure({ what, error }: { what: string; error: Error & { digest?: string } }) {
  return (
    <div className="quiet">
      <BellArt />
      <h1 className="quiet-title">{what}</h1>
      <p>
        The database did not answer in time, or something here failed. Nothing is lost: game servers
        hold on to their saves and send them again.
      </p>
      <div className="btns">
        <button type="button" className="btn is-first" onClick={() => location.reload()}>
          <Icon name="rotate-cw" />
          Try again
        </button>
        <a className="btn is-bare" href="/api/health">
          Status
        </a>
      </div>
      {error.digest ? (
        <p className="foot">
          In the log as <b>{error.digest}</b>
        </p>
      ) : null}
    </div>
  );
}
