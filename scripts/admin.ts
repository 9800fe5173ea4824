import { createSignInLink } from "@/lib/people/create-sign-in-link";
import { print, runCommand, say, UsageError } from "./run-command";

const USAGE = "Usage: npm run -s admin -- link";

/** `admin -- link` prints a link that signs the admin in once. */
await runCommand(
  async () => {
    const [command, ...rest] = process.argv.slice(2);
    if (command !== "link" || rest.length > 0) throw new UsageError(USAGE);
    const link = await createSignInLink();
    print(link.url);
    say(`It works once, until ${link.expiresAt}.`);
  },
  { withDatabase: process.argv[2] === "link" },
);
