import { securityText } from "@/lib/web/pages/security-text";

export const dynamic = "force-dynamic";

export { securityText as GET, securityText as HEAD };
