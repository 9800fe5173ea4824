/** A column that its table allows to be null, and the text of a statement in whose rows it never is. */
interface NeverNull {
  column: string;
  /** A part of the statement's text. */
  where: RegExp;
  because: string;
}

/** The reasons why a row type may say that a column is not null although its table or an outer join allows null. */
export const NEVER_NULL: readonly NeverNull[] = [
  ...["document", "room_type", "rating_count", "like_count", "match_count"].map((column) => ({
    column: `room.${column}`,
    where: /\.kind = 'match'/,
    because: "a check of the table gives every match room these columns",
  })),
  {
    column: "plex_server.started_at",
    where: /set started_at = date_trunc/,
    because: "the statement sets it",
  },
  {
    column: "plex_film.poster_path",
    where: /film\.poster_path is not null/,
    because: "the statement leaves out films without a poster",
  },
  {
    column: "media.poster_id",
    where: /join plex_film film on film\.poster_id = media\.poster_id/,
    because: "the join finds no film for null",
  },
  ...["id", "name"].map((column) => ({
    column: `room.${column}`,
    where: /left join rated on rated\.room_id = scope\.id/,
    because: "it is read from the left side of the joins",
  })),
  {
    column: "room_match.media_id",
    where: /from shown left join likers/,
    because: "it is read from the left side of the join",
  },
  {
    column: "room_rating.value",
    where: /\.value is not null/,
    because: "the statement leaves out the ratings that were taken back",
  },
  {
    column: "token.created_by_id",
    where: /token\.created_by_id = any/,
    because: "the statement asks for it by value",
  },
  {
    column: "webhook.created_by_id",
    where: /webhook\.created_by_id = any/,
    because: "the statement asks for it by value",
  },
  {
    column: "audit_entry.room_id",
    where: /room_id is not null/,
    because: "the statement leaves out what was done to no room",
  },
  {
    column: "token.expires_at",
    where: /least\(expires_at, now\(\)/,
    because: "the statement sets it, and least() leaves nulls out",
  },
  {
    column: "webhook_delivery.claim",
    where: /set attempts = delivery\.attempts \+ 1, claim = \$4|attempts, claim, claimed_until\)/,
    because: "the statement sets it",
  },
];
