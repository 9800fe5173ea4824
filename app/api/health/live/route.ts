import { otherMethods } from "@/lib/web/api/handle-api";
import { lifeReply } from "@/lib/web/api/health-reply";

export { lifeReply as GET, lifeReply as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
