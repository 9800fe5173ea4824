/** The calls to Plex during a sign-in. Tokens are only in variables of the caller and never stored. */
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

/** The data of an account. The mail address is stored only if this server sends mail. */
export interface PlexAccount {
  /** The account id as text; names and emails change, this does not. */
  id: string;
  username: string;
  name: string;
  thumbUrl: string | null;
  mailAddress?: string | null;
}

export type PlexFailureCode = "plex_away" | "timed_out" | "rate_limited";

/** A call to Plex failed. The message never contains Plex's reply. */
export class PlexFailure extends Error {
  readonly code: PlexFailureCode;

  constructor(code: PlexFailureCode, message: string) {
    super(message);
    this.name = "PlexFailure";
    this.code = code;
  }
}
