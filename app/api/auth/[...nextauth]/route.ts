import { handleAuth } from "@/lib/web/auth/handle-auth";

export { handleAuth as GET, handleAuth as POST };
