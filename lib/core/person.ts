export type Role = "owner" | "admin";

/** The account of the emergency admin, who signs in with a one-time link from the console and has no Plex account. */
export const CONSOLE_ID = "console";

/** An account, as admins see it. It may have been banned or made an admin before its first sign-in. Times are ISO 8601. */
export interface Person {
  id: string;
  username: string;
  name: string;
  thumbUrl: string | null;
  role: Role;
  createdAt: string;
  /** Null until the first sign-in. */
  lastSignInAt: string | null;
  bannedAt: string | null;
  bannedBy: string | null;
  banReason: string | null;
}
