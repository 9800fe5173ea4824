import { getQuiet, postQuiet } from "@/lib/web/forms/answer-quiet";

export { getQuiet as GET, postQuiet as POST };
