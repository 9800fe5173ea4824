import { leaveForPlex } from "@/lib/web/auth/handle-auth";

/** Starts a sign-in. It is next-auth's authorization address and the target of the link on the sign-in page. */
export { leaveForPlex as GET };
