import type { MetadataRoute } from "next";

/** No page is for search engines: rooms are their owners', and the docs belong to this installation. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", disallow: "/" } };
}
