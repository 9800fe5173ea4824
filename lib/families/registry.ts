/** A family of rooms: all rooms of one kind. */
export interface Family {
  /** The value of the column `kind`, which is part of every identity. */
  kind: string;
  /** The name of such a room for people, singular and with a capital letter. */
  label: string;
}

/** The families that this version serves. Rooms of other kinds are ignored: no list shows them, and no call can read or change them. */
export const FAMILIES: readonly Family[] = [{ kind: "match", label: "Film room" }];
