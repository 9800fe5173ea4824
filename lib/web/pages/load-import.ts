import { notFound } from "next/navigation";
import { cache } from "react";
import { RoomkeeperError } from "@/lib/core/errors";
import { urlPart } from "@/lib/core/url-part";
import { getImport } from "@/lib/transfer/imports/get-import";
import { forPage } from "./for-page";
import { contextOf, requireAdmin } from "./viewer";

/** Loads one import for its page, once per request. Not found if there is none, or if the viewer is not an admin. */
export const loadImport = cache((id: string) =>
  forPage(async () => {
    const viewer = await requireAdmin(`/admin/data/${urlPart(id)}`);
    try {
      return await getImport(contextOf(viewer), { id });
    } catch (error) {
      if (error instanceof RoomkeeperError && error.code === "not_found") notFound();
      throw error;
    }
  }),
);
