import { leaveForPlex } from "@/lib/web/auth/handle-auth";

/** The start of a sign-in: next-auth's authorization address, and the link on the sign-in page. */
export { leaveForPlex as GET };
