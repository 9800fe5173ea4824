import type { Media } from "/types/moviematch.ts";

export interface Provider {
  getMedia(): Promise<Media[]>;
}

export interface RouteContext {
  config: { hostname: string; port: number; rootPath: string };
  providers: Provider[];
}
