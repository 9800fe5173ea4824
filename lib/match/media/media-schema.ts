import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";

function text(unitsMax: number) {
  return z.string().max(unitsMax).refine(isStorableText, "holds a NUL or half a surrogate pair");
}

/** Pictures are shown in browsers: nothing but http and https. */
const posterUrl = text(2_048).refine(isWebAddress, "must be an http or https address");

function isWebAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === "http:" || url?.protocol === "https:";
}

/** A film of the catalogue. What is left out is removed by the next PUT of that film. */
export const mediaSchema = z.strictObject({
  mediaId: text(LIMITS.mediaIdUnitsMax).min(1),
  title: text(LIMITS.mediaTitleUnitsMax).min(1),
  year: z.int().min(1800).max(2200).nullish(),
  posterUrl: posterUrl.nullish(),
  genres: z.array(text(100)).max(50).optional(),
});

export type Media = z.infer<typeof mediaSchema>;

export const mediaPutSchema = z.strictObject({
  items: z.array(mediaSchema).max(LIMITS.mediaPerPutMax),
});

export const mediaPutReplySchema = z.strictObject({ stored: z.int() });

export const mediaListReplySchema = z.strictObject({
  items: z.array(mediaSchema),
  nextCursor: z.string().nullable(),
});

export type MediaListReply = z.infer<typeof mediaListReplySchema>;
