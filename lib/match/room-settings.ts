import * as z from "zod";
import { LIMITS } from "@/lib/core/limits";

const word = z.string().max(LIMITS.roomTypeUnitsMax);

const filter = z.looseObject({
  key: z.string().max(LIMITS.userNameUnitsMax).meta({
    description: "The property of a film that the filter looks at, such as year or genre.",
  }),
  operator: word.meta({
    description: "How the property is compared with the values, such as = or !=.",
  }),
  value: z
    .array(z.string())
    .max(LIMITS.valuesPerFilterMax)
    .meta({ description: "The values that the property is compared with." }),
});

/** The settings of a match room in its document. The game server decides what they mean; Roomkeeper uses only the room's type. */
export const roomSettings = {
  filters: z.array(filter).max(LIMITS.filtersPerRoomMax).optional().meta({
    description: "Conditions that a film must meet to be shown in the room.",
  }),
  options: z.array(word).max(LIMITS.optionsPerRoomMax).optional().meta({
    description: "Options of the game server, such as EndOnFirstMatch.",
  }),
  roomType: word.optional().meta({
    description:
      "When a film counts as a match. standard and async: at least two people like it. unanimous: everybody in the room likes it. solo: each person's own likes are matches. Any other type, or none, counts as standard.",
  }),
  sortOrder: word.optional().meta({
    description: "In which order films are shown, such as newest, oldest or random.",
  }),
  genreFilterMode: word.optional().meta({
    description: "Whether a film must have all chosen genres (and) or one of them (or).",
  }),
  ratingFilter: z
    .looseObject({
      min: z.number().optional().meta({ description: "The lowest rating that a film may have." }),
      max: z.number().optional().meta({ description: "The highest rating that a film may have." }),
      type: word.optional().meta({
        description: "Whose rating of the film is meant, such as critic or audience.",
      }),
    })
    .optional()
    .meta({ description: "The range in which a film's rating by critics or viewers must lie." }),
  contentRatingFilter: z
    .looseObject({
      ratings: z
        .array(z.string())
        .max(LIMITS.contentRatingsPerRoomMax)
        .meta({ description: "The age ratings that a film may have, such as PG-13." }),
    })
    .optional()
    .meta({ description: "Limits the films of the room by their age ratings." }),
};
