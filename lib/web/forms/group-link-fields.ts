import { z } from "zod";
import { LINK_ENDS } from "@/lib/match/group-link/group-link";

/** The fields of the forms that make or change a link for a group. */
export const groupLinkFields = z.object({
  id: z.string(),
  /** Null keeps the end that the link has. */
  end: z.enum(["same", ...LINK_ENDS]).transform((end) => (end === "same" ? null : end)),
  names: z.enum(["yes", "no"]).default("no"),
});
