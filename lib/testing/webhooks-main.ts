import { getServices } from "@/lib/runtime/services";
import { startWebhooks } from "@/lib/webhooks/start-webhooks";

// One more instance that delivers webhooks, over the database of DATABASE_URL, for tests that kill it in the middle.
startWebhooks(getServices(), JSON.parse(process.env.WEBHOOKS_OPTIONS ?? "{}"));
// Its timers alone do not keep a process going.
setInterval(() => {}, 1_000);
process.send?.("started");
// Whoever started it may end without ending it.
process.on("disconnect", () => process.exit());
