import "@fontsource-variable/onest/wght.css";
import "@fontsource-variable/source-code-pro/wght.css";
import "@fontsource-variable/source-serif-4/opsz.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Sprite } from "@/components/ui/sprite";
import { readTheme } from "@/lib/web/pages/theme";
import { fontVariables } from "./fonts";

export const metadata: Metadata = {
  title: { default: "Roomkeeper", template: "%s · Roomkeeper" },
  description: "The dashboard for the rooms of your game servers.",
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
};

const PAPER = "#f6f6f2";
const NIGHT = "#0e1519";

export async function generateViewport(): Promise<Viewport> {
  const theme = await readTheme();
  return {
    width: "device-width",
    initialScale: 1,
    viewportFit: "cover",
    colorScheme: theme === "system" ? "light dark" : theme,
    themeColor:
      theme === "system"
        ? [
            { media: "(prefers-color-scheme: light)", color: PAPER },
            { media: "(prefers-color-scheme: dark)", color: NIGHT },
          ]
        : theme === "dark"
          ? NIGHT
          : PAPER,
  };
}

/** The document around every page. The server sends it with the chosen theme, so no other theme is visible first. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await readTheme();
  return (
    <html lang="en" className={fontVariables} data-theme={theme === "system" ? undefined : theme}>
      <body>
        <Sprite />
        {children}
      </body>
    </html>
  );
}
