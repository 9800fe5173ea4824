/** A game server's statement that one of its instances serves a room. Times are ISO 8601. */
export interface RoomLease {
  /** The name that the instance gives itself. */
  instance: string;
  /** How many people are connected to the room there. */
  connections: number;
  heldSince: string;
  renewedAt: string;
  /** When the lease ends if it is not renewed. */
  expiresAt: string;
  /** False if it was not renewed in time. */
  live: boolean;
}

/** A row of `room_lease`. */
export interface LeaseRow {
  instance: string;
  connections: number;
  held_since: Date;
  renewed_at: Date;
  expires_at: Date;
}

export function leaseOf(row: LeaseRow, now: Date): RoomLease {
  return {
    instance: row.instance,
    connections: row.connections,
    heldSince: row.held_since.toISOString(),
    renewedAt: row.renewed_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    live: row.expires_at > now,
  };
}
