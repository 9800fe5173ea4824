/** A family of rooms: all rooms of one kind. */
export interface Family {
  /** The value of the column `kind`, which is part of every identity. */
  kind: string;
  /** What such a room is called where rooms of several kinds are shown: singular, with a capital letter. */
  label: string;
  /** What all such rooms are called, where a list is filtered by kind. */
  plural: string;
  /** Whether copies, exports and imports carry such rooms. Where they do not, they name each room that they leave out. */
  isCopied: boolean;
}

/** The families that this version serves. Rooms of other kinds are ignored: no list shows them, and no call can read or change them. */
export const FAMILIES: readonly Family[] = [
  { kind: "match", label: "Film room", plural: "Film rooms", isCopied: true },
];
