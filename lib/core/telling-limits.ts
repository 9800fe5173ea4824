/** The limits of how people are told that a room leaves; `LIMITS` contains them. */
export const TELLING_LIMITS = {
  warnBatchRooms: 200,
  warnEveryMs: 60_000,
  mailEveryMs: 20_000,
  /** The most time for one step with the mail server. */
  mailStepMs: 20_000,
  /** An attempt without a result after this time counts as lost. */
  mailLostMinutes: 5,
  mailAttemptsMax: 6,
  /** The most mails about leaving rooms that one person gets within a day. */
  mailsPerPersonDayMax: 10,
  warningMailDays: 365,
  /** How long the link works that confirms a mail address. */
  addressLinkHours: 24,
  /** The most mails within a day that ask whether an address is right: for one person, from one network, and to one address. */
  addressMailsPerPersonMax: 5,
  addressMailsPerNetworkMax: 20,
  addressMailsPerAddressMax: 3,
  pushBrowsersPerPersonMax: 10,
  /** The most messages that one browser gets within a day. */
  pushesPerBrowserDayMax: 20,
  pushEveryMs: 20_000,
  pushAtOnceMax: 8,
  pushAttemptMs: 10_000,
  pushAttemptsMax: 4,
  /** An attempt without a result after this time counts as lost. */
  pushLostMinutes: 2,
  /** How long a push service keeps a message for a browser that is not reached, at most. */
  pushKeptSecondsMax: 24 * 60 * 60,
  /** The longest room name in a message, whose size push services limit to 4 KiB. */
  pushNameUnitsMax: 200,
} as const;
