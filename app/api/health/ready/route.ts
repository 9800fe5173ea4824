import { otherMethods } from "@/lib/web/handle-api";
import { healthReply } from "@/lib/web/health-reply";

export { healthReply as GET, healthReply as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
