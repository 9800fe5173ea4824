import { answerGuestNews } from "@/lib/web/pages/answer-guest-news";

/** Whether a list that a link shows has changed, for everybody who has the link. */
export const GET = answerGuestNews;
