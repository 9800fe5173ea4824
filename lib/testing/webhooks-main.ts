import { getServices } from "@/lib/runtime/services";
import { startWebhooks } from "@/lib/webhooks/start-webhooks";

// Another instance that delivers webhooks, over the database of DATABASE_URL, for tests that kill it while it works.
startWebhooks(getServices(), JSON.parse(process.env.WEBHOOKS_OPTIONS ?? "{}"));
// Its timers alone do not keep a process running.
setInterval(() => {}, 1_000);
process.send?.("started");
// Its parent may end without stopping it.
process.on("disconnect", () => process.exit());
