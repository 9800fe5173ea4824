import { answerLive } from "@/lib/web/pages/answer-live";

/** The stream that tells the open pages of a browser which rooms changed. */
export const GET = answerLive;
