import { otherMethods } from "@/lib/web/handle-api";
import { lifeReply } from "@/lib/web/health-reply";

export { lifeReply as GET, lifeReply as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
