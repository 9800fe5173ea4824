import { handleSearch } from "@/lib/web/handle-search";

export { handleSearch as GET };
