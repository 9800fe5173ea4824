/**
 * The SQL condition that `room r` has ratings, and all of them are dated before its opening, as those of a game server with a wrong clock
 * or of a copied room may be. Then `last_activity_at` is the opening and says nothing about ratings. Any other room with ratings was last
 * rated at `last_activity_at`. In rooms with more than 5,000 ratings, the last activity alone decides.
 */
export const RATED_BEFORE_OPENING = `(coalesce(room.rating_count, 0) > 0 and room.last_activity_at <= room.created_at
    and (room.rating_count > 5000 or not exists (select from room_rating dated
      where dated.space_id = room.space_id and dated.room_id = room.id and dated.value is not null
        and dated.rated_at_ms >= floor(extract(epoch from room.created_at) * 1000))))`;
