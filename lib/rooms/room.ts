export type TrashReason = "deleted" | "expired" | "replaced";
export type ExpiryKind = "space" | "idle" | "date" | "never";

/** What Roomkeeper stores about a room besides its document. The API sends it as `_metadata`. Times are ISO 8601. */
export interface RoomMetadata {
  id: string;
  incarnation: string;
  version: number;
  status: "open" | "expired" | "deleted" | "replaced";
  locked: boolean;
  storedAt: string;
  updatedAt: string;
  lastActivityAt: string;
  expiresAt: string | null;
}
