export type Role = "owner" | "admin";

/** The break-glass admin, who signs in by the one-time link and has no Plex account. */
export const CONSOLE_ID = "console";

/** An account that has signed in, as admins see it. Times are ISO 8601. */
export interface Person {
  id: string;
  username: string;
  name: string;
  thumbUrl: string | null;
  role: Role;
  createdAt: string;
  lastSignInAt: string | null;
  bannedAt: string | null;
  bannedBy: string | null;
  banReason: string | null;
}
