"use client";

import { useEffect, useState } from "react";
import { SharedIcon } from "@/components/ui/shared-icon";
import roomListBulkStyles from "./room-list-bulk.module.css";
import { type Selection, watchSelection } from "./watch-selection";

const NOTHING: Selection = { chosen: 0, onPage: 0, all: false };

/**
 * How many rooms are selected, "Select all 128", and a button that clears the selection. Without scripts the bar has only its actions.
 * @param since another one whenever the page was read again
 */
export function RoomListSelection({ matching, since }: { matching: number; since: number }) {
  const [selection, setSelection] = useState(NOTHING);
  const [watch, setWatch] = useState<ReturnType<typeof watchSelection> | null>(null);

  useEffect(() => {
    const started = watchSelection(setSelection, matching);
    setWatch(started);
    return started.stop;
  }, [matching]);

  useEffect(() => {
    if (since > 0) watch?.count();
  }, [watch, since]);

  const { chosen, onPage, all } = selection;
  const count = all ? matching : chosen;
  return (
    <>
      <span className={roomListBulkStyles.count} role="status">
        {watch ? `${count.toLocaleString("en-US")} selected` : "Selected"}
      </span>
      {watch && !all && matching > chosen && matching > onPage ? (
        <button
          type="button"
          className={roomListBulkStyles.all}
          onClick={() => watch.selectAll(true)}
        >
          Select all {matching.toLocaleString("en-US")}
        </button>
      ) : null}
      {watch ? (
        <button type="button" className={roomListBulkStyles.close} onClick={() => watch.clear()}>
          <SharedIcon name="x" />
          <span className="sr-only">Clear selection</span>
        </button>
      ) : null}
    </>
  );
}
