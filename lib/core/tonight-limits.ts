/** The part of `LIMITS` about the shortlists of film rooms, links for groups, and the guests who open them. */
export const TONIGHT_LIMITS = {
  shortlistFilmsMax: 500,
  agreementsMax: 2_000,
  /** How long a link for a group can last. */
  groupLinkDays: 30,
  endedGroupLinkDays: 30,
  /** How often the page of a guest asks whether the list has changed. */
  guestLookMs: 4_000,
  /** For so long, all guests of a link share what was read of its room; so much is kept for so many links. */
  guestListKeptMs: 1_000,
  guestListsKeptMax: 50,
  /** A party of fifty in one network, each of whom asks every four seconds and loads the list every ten, sends 1,050 in a minute. */
  guestRequestsPerNetworkMax: 2_400,
  guestRequestsPerLinkMax: 3_600,
} as const;
