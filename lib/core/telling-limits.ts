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
} as const;
