import { handleAuth } from "@/lib/web/handle-auth";

export { handleAuth as GET, handleAuth as POST };
