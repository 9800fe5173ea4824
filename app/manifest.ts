import type { MetadataRoute } from "next";

/** Makes it possible to put the dashboard on a phone's home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Roomkeeper",
    short_name: "Rooms",
    description: "The dashboard for the rooms of your game servers.",
    start_url: "/",
    display: "standalone",
    background_color: "#0e1519",
    theme_color: "#0e1519",
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
