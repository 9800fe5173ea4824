import { LIMITS } from "@/lib/core/limits";
import { quoteName } from "@/lib/core/quote-name";
import type { PushMessage } from "@/lib/push/send-push";
import type { ClaimedPush } from "./claim-push";
import { warningText } from "./warning-text";

/** The message that tells a room's owner that it leaves soon: which room, when in the person's zone, and the room's page. */
export function pushMessage(push: ClaimedPush): PushMessage {
  const told = warningText(push);
  const name = [...push.room.name];
  const most = LIMITS.pushNameUnitsMax / 2;
  const shown = name.length > most ? `${name.slice(0, most - 1).join("")}…` : name.join("");
  return {
    title: `${quoteName(shown)} leaves ${told.day}`,
    body: `${told.moment}. Open it to keep it.`,
    path: `/rooms/${push.room.id}`,
  };
}
