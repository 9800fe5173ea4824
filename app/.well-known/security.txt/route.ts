import { securityText } from "@/lib/web/security-text";

export const dynamic = "force-dynamic";

export { securityText as GET, securityText as HEAD };
