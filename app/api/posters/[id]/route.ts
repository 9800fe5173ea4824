import { answerPoster } from "@/lib/web/pages/answer-poster";

/** A film's poster, for everybody who knows its name. */
export const GET = answerPoster;
