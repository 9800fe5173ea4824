/** A family of rooms: all rooms of one kind. */
export interface Family {
  /** The value of the column `kind`, which is part of every identity. */
  kind: string;
  /** What people call such a room, in the singular and at the start of a sentence. */
  label: string;
}

/** The families that this version knows. Rooms of another kind are left alone: no list shows them, and no call reaches them. */
export const FAMILIES: readonly Family[] = [{ kind: "match", label: "Film room" }];
