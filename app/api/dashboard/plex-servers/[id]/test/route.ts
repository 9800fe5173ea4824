import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { testPlexServer } from "@/lib/plex-servers/test-plex-server";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Asks a Plex server for its libraries. A test that fails is a normal reply, not an error. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input) {
    const { host, problem, libraries, films } = await testPlexServer(ctx, input);
    const data = { problem, libraries, films };
    if (problem) return { message: `${host} cannot be read. ${problem}`, tone: "problem", data };
    const items = counted(films, "film or series", "films and series");
    return {
      message: `${host} answered: ${counted(libraries, "library", "libraries")}, ${items}.`,
      data,
    };
  },
});
