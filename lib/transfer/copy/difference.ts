import type { ScannedRoom } from "@/lib/match/copied-room";
import { incarnationOf, mergeRoom } from "@/lib/match/merge-room";
import type { SerializedRoom } from "@/lib/match/room";
import type { CopyCode } from "./copy-report";

export interface Difference {
  code: CopyCode;
  message: string;
}

/**
 * What is missing in the stored room compared with the source; null if merging it again would change nothing. The stored room may contain
 * more, because people may have rated in it meanwhile. `passwordAdvice` is that of the storage with the stored room.
 */
export function differenceOf(
  stored: SerializedRoom | null,
  source: ScannedRoom,
  passwordAdvice: string | null,
): Difference | null {
  if (!stored) return lacks("It cannot be read back.");
  const kept = incarnationOf(stored);
  const wanted = incarnationOf(source.room);
  if (kept.createdAtMs !== wanted.createdAtMs) return lacks("Another room of that name is there.");
  const revived = (source.takenBack ?? []).some(([mediaId, userName, atMs]) => {
    const rating = kept.ratings.get(mediaId)?.get(userName);
    return rating !== undefined && rating.value !== null && rating.atMs <= atMs;
  });
  if (revived) return lacks("A rating that was taken back is there.");
  const joined = mergeRoom(
    kept,
    source.passwordHidden ? { ...wanted, password: kept.password } : wanted,
  );
  if (joined === kept) return null;
  if (joined.ratings !== kept.ratings) return lacks("Ratings are missing.");
  if (joined.progress !== kept.progress) return lacks("Progress is missing.");
  if (joined.password === kept.password) return lacks("Its settings differ.");
  if (kept.password !== undefined) return lacks("Its password differs.");
  return {
    code: "password_unreadable",
    message: passwordAdvice
      ? `Its password cannot be read back: it is not there, or it is hidden. ${passwordAdvice}`
      : "Its password is not there.",
  };
}

function lacks(message: string): Difference {
  return { code: "not_verified", message };
}
