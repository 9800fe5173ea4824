import { z } from "zod";
import { setRole } from "@/lib/people/set-role";
import { handleForm } from "@/lib/web/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string(), role: z.enum(["owner", "admin"]) }),
  async run(ctx, input) {
    const { name, before } = await setRole(ctx, input);
    const message =
      input.role === "admin" ? `“${name}” is an admin now.` : `“${name}” is no admin any more.`;
    if (before === input.role) return { message };
    const action = `/api/dashboard/people/${encodeURIComponent(input.id)}/role`;
    return { message, undo: { action, fields: { role: before } } };
  },
});
