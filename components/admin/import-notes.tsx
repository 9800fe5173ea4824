import ratingsStyles from "@/components/ui/ratings.module.css";
import { RoomName } from "@/components/ui/room-name";
import { ShownText } from "@/components/ui/shown-text";
import type { ImportNote } from "@/lib/transfer/imports/room-import";
import { NOTE_TEXT } from "./import-text";

/** The rooms that an import left out or changed, each with the reason. */
export function ImportNotes({ notes }: { notes: readonly ImportNote[] }) {
  return (
    <table className={ratingsStyles.ratings}>
      <thead>
        <tr>
          <th scope="col">Room</th>
          <th scope="col">Why</th>
          <th scope="col">Outcome</th>
        </tr>
      </thead>
      <tbody>
        {notes.map(({ id, kind, roomName, code, message }) => (
          <tr key={id}>
            <th scope="row">
              <RoomName name={roomName} />
            </th>
            <td title={code ?? undefined}>
              <ShownText text={message ?? ""} />
            </td>
            <td
              className={
                kind === "failed" || kind === "unverified" ? ratingsStyles.isFailed : undefined
              }
            >
              {NOTE_TEXT[kind]}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
