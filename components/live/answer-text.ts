import { shownText } from "@/lib/core/hidden-characters";
import { filmTitle } from "@/lib/match/film-title";
import type { NewestAnswer } from "@/lib/match/read-room-facts";
import type { LiveNews } from "./live-line";

const SAID: Record<string, string> = { like: "said yes to", dislike: "said no to" };

/** "Noor said yes to Arrival". */
export function answerNews(answer: NewestAnswer): LiveNews {
  const { userName, value, ratedAtMs, mediaId } = answer;
  const said = Object.hasOwn(SAID, value) ? SAID[value] : "rated";
  return {
    id: JSON.stringify([mediaId, userName, value, ratedAtMs]),
    text: shownText(`${userName.trim()} ${said} ${filmTitle(answer)}`),
  };
}
