import { isStorableText } from "@/lib/core/text";

/** One game deployment's namespace with its rules; times are ISO 8601. */
export interface Space {
  id: string;
  name: string;
  createdAt: string;
  /** Quiet days until a room expires; null means never. */
  idleDays: number | null;
  trashDays: number;
  warnDays: number;
  /** How many rooms may be open at once, in all and of one owner; null means no limit. */
  roomsMax: number | null;
  roomsPerOwnerMax: number | null;
}

/** Whether the text may name a space: 1 to 100 characters, not only blanks. */
export function isSpaceName(name: string): boolean {
  return name.trim().length > 0 && name.length <= 100 && isStorableText(name);
}
