/** The few things asked of Plex, once per sign-in. A token is only ever held by the caller's own variables. */
export interface Plex {
  /** A PIN to send the browser to Plex with. */
  createPin(): Promise<PlexPin>;
  /** The token of a claimed PIN; null when nobody claimed it. Waits a few seconds, since the token may lag behind the browser. */
  readToken(pin: PlexPin): Promise<string | null>;
  /** Who the token belongs to. */
  readAccount(token: string): Promise<PlexAccount>;
  /** Whether the account may use the server with this machine identifier. */
  hasServer(token: string, machineId: string): Promise<boolean>;
  /** Signs the token out at Plex. Never rejects: the token is forgotten here anyway. */
  forget(token: string): Promise<void>;
  /** The address of Plex's sign-in page for a PIN, coming back to `forwardUrl`. */
  signInAddress(pin: PlexPin, forwardUrl: string): string;
}

export interface PlexPin {
  /** A guessable integer as text. */
  id: string;
  /** 25 random characters. */
  code: string;
}

/** What is kept of an account. Its email is neither asked for nor kept. */
export interface PlexAccount {
  /** The account id as text; names and emails change, this does not. */
  id: string;
  username: string;
  name: string;
  thumbUrl: string | null;
}

export type PlexFailureCode = "plex_away" | "timed_out" | "rate_limited";

/** Plex did not do what was asked. The message never holds what Plex answered. */
export class PlexFailure extends Error {
  readonly code: PlexFailureCode;

  constructor(code: PlexFailureCode, message: string) {
    super(message);
    this.name = "PlexFailure";
    this.code = code;
  }
}
