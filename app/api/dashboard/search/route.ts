import { handleSearch } from "@/lib/web/forms/handle-search";

export { handleSearch as GET };
