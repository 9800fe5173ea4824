import { otherMethods } from "@/lib/web/api/handle-api";
import { healthReply } from "@/lib/web/api/health-reply";

export { healthReply as GET, healthReply as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
